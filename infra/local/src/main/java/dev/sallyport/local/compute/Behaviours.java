package dev.sallyport.local.compute;

import com.google.protobuf.Message;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The behaviour of each collection; a plain one for those that have none of their own. */
final class Behaviours {
    private final Map<String, Behaviour<?>> byCollection = new HashMap<>();

    Behaviours(Collection<? extends Behaviour<?>> behaviours) {
        behaviours.forEach(behaviour -> byCollection.put(behaviour.collection(), behaviour));
    }

    /** The type parameter is the collection's message: whoever passes resources in takes them from the same collection. */
    @SuppressWarnings("unchecked") // the engine pairs each resource with the behaviour of its own collection
    <M extends Message> Behaviour<M> of(String collection) {
        Behaviour<?> known = byCollection.get(collection);
        return (Behaviour<M>) (known == null ? new PlainBehaviour(collection) : known);
    }

    boolean has(String collection) {
        return byCollection.containsKey(collection);
    }
}
