package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Instance;
import com.google.protobuf.Message;
import dev.sallyport.local.compute.ProjectResources.Stored;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Resources on their way out. At Google a resource is shown, and keeps what it uses from being deleted, until its own
 * deletion is over, so a client that does not wait for an operation is refused. Without latency there are {@link
 * LingeringUses} instead. For the traffic that the local cloud carries, the resource is gone from the first moment.
 */
final class Departures {
    private Departures() {}

    /** The resource is gone, and is shown until its operation, which runs already, is over. */
    static void begin(Transaction transaction, Link resource, Message last) {
        transaction.put(place(resource), lastShown(last));
    }

    private static Message lastShown(Message last) {
        return last instanceof Instance instance
                ? instance.toBuilder().setStatus("STOPPING").build()
                : last;
    }

    /** The resource, if it is on its way out. */
    static Optional<Message> find(Transaction transaction, Link resource) {
        return transaction.get(place(resource)).filter(last -> Operations.isChanging(transaction, resource));
    }

    /** All that is on its way out. */
    static Stream<Stored> of(Transaction transaction) {
        return transaction
                .all(OwnCollections.DEPARTURES)
                .map(stored -> new Stored(resource(stored.link()), stored.message()))
                .filter(stored -> Operations.isChanging(transaction, stored.link()));
    }

    /** Forgets those that have gone for good. */
    static void clear(Transaction transaction) {
        transaction
                .all(OwnCollections.DEPARTURES)
                .map(Stored::link)
                .filter(place -> !Operations.isChanging(transaction, resource(place)))
                .toList()
                .forEach(transaction::remove);
    }

    private static Link place(Link resource) {
        return resource.in(OwnCollections.DEPARTURES, resource.collection() + "/" + resource.name());
    }

    private static Link resource(Link place) {
        int slash = place.name().lastIndexOf('/');
        return place.in(place.name().substring(0, slash), place.name().substring(slash + 1));
    }
}
