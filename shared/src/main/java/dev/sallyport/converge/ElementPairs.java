package dev.sallyport.converge;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds which element of one list of messages stands for which of another. */
final class ElementPairs {
    /** Fields that tell elements apart where the desired ones have them, in this order. */
    private static final List<String> KEYS = List.of("name", "key", "group", "zone", "I_p_protocol");

    private ElementPairs() {}

    record Pair(String key, Message desired, Message observed) {}

    /** Pairs over all elements, or empty if the lists can't be paired off: then they differ as a whole. */
    static Optional<List<Pair>> of(
            FieldDescriptor list, List<Message> desired, List<Message> observed, Spelling spelling) {
        if (desired.size() != observed.size()) {
            return Optional.empty();
        }
        return keysOf(list.getMessageType())
                .filter(key -> desired.stream().allMatch(element -> element.hasField(key)))
                .map(key -> byKey(key, desired, observed, spelling))
                .findFirst()
                .orElseGet(() -> Optional.of(byPosition(desired, observed)));
    }

    private static Stream<FieldDescriptor> keysOf(Descriptor type) {
        return KEYS.stream()
                .map(type::findFieldByName)
                .filter(field -> field != null && !field.isRepeated() && field.hasPresence());
    }

    private static Optional<List<Pair>> byKey(
            FieldDescriptor key, List<Message> desired, List<Message> observed, Spelling spelling) {
        Map<Object, Message> wanted = indexed(key, desired, spelling);
        Map<Object, Message> there = indexed(key, observed, spelling);
        if (wanted.size() < desired.size()) {
            return Optional.of(byPosition(desired, observed));
        }
        if (!wanted.keySet().equals(there.keySet())) {
            return Optional.empty();
        }
        List<Pair> pairs = new ArrayList<>();
        wanted.forEach((value, element) -> pairs.add(new Pair(Link.name(value.toString()), element, there.get(value))));
        return Optional.of(pairs);
    }

    private static Map<Object, Message> indexed(FieldDescriptor key, List<Message> elements, Spelling spelling) {
        Map<Object, Message> index = new LinkedHashMap<>();
        elements.forEach(element -> index.put(spelling.of(key, element.getField(key)), element));
        return index;
    }

    private static List<Pair> byPosition(List<Message> desired, List<Message> observed) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < desired.size(); i++) {
            pairs.add(new Pair(Integer.toString(i), desired.get(i), observed.get(i)));
        }
        return pairs;
    }
}
