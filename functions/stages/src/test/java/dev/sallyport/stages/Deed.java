package dev.sallyport.stages;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One thing that somebody has changed by hand.
 *
 * @param field what was changed; empty if the resource was deleted
 */
record Deed(OwnedResource resource, Optional<String> field, JsonNode from, JsonNode to) {
    /** Whether Sallyport has a say in it. */
    boolean isOurBusiness() {
        Set<String> members = new HashSet<>();
        collect("", from, to, members);
        return field.map(name -> resource.governs(name) && !resource.leaves(members))
                .orElse(true);
    }

    /** Whether the resource is as it was before, as far as this deed goes. */
    boolean isUndoneIn(JsonNode now) {
        return field.map(name -> plain(now.path(name)).equals(plain(from))).orElse(now.isObject());
    }

    @Override
    public String toString() {
        return resource.id()
                + field.map(name -> "." + name + " from " + from + " to " + to).orElse(" deleted");
    }

    /** To the API nothing, an empty object, an empty text and an OAuth client of one space are the same. */
    private static String plain(JsonNode value) {
        if (value.isObject()) {
            Map<String, String> members = new TreeMap<>();
            value.fieldNames().forEachRemaining(name -> members.put(name, plain(value.path(name))));
            members.values().removeIf(String::isEmpty);
            return members.isEmpty() ? "" : members.toString();
        }
        return value.isContainerNode() ? value.toString() : value.asText().strip();
    }

    /** The innermost members that differ. */
    private static void collect(String name, JsonNode from, JsonNode to, Set<String> members) {
        if (from.isObject() && to.isObject()) {
            Set<String> names = new HashSet<>();
            from.fieldNames().forEachRemaining(names::add);
            to.fieldNames().forEachRemaining(names::add);
            names.forEach(member -> collect(member, from.path(member), to.path(member), members));
        } else if (from.isArray() && to.isArray() && from.size() == to.size()) {
            Iterator<JsonNode> others = to.elements();
            from.forEach(element -> collect(name, element, others.next(), members));
        } else if (!from.equals(to)) {
            members.add(name);
        }
    }
}
