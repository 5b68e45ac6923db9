package dev.sallyport.request;

import static java.util.Comparator.comparingInt;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts faults into the order in which a person meets their places when reading the document. */
final class DocumentOrder {
    private final Map<String, Integer> positions = new HashMap<>();

    private DocumentOrder() {}

    static DocumentOrder of(JsonNode document) {
        DocumentOrder order = new DocumentOrder();
        order.visit(document, JsonPointer.empty());
        return order;
    }

    /** The same fault found twice is kept once. */
    List<Fault> sort(Collection<Fault> faults) {
        return faults.stream()
                .distinct()
                .sorted(comparingInt(fault -> position(fault.pointer())))
                .toList();
    }

    private void visit(JsonNode node, JsonPointer place) {
        positions.put(place.toString(), positions.size());
        if (node.isObject()) {
            node.properties().forEach(member -> visit(member.getValue(), place.appendProperty(member.getKey())));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            visit(node.get(i), place.appendIndex(i));
        }
    }

    /** What is missing stands where its object begins. */
    private int position(String pointer) {
        for (JsonPointer place = JsonPointer.compile(pointer); place != null; place = place.head()) {
            Integer position = positions.get(place.toString());
            if (position != null) {
                return position;
            }
        }
        return 0;
    }
}
