package dev.sallyport.local.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.StreamSupport;

/**
 * Routes: there is one for every region's subnetwork, and which regions there are depends on the project. So every live
 * route has to be like a recorded one, and every sort of recorded route has to be there.
 */
final class SubsetOfRoutes {
    private SubsetOfRoutes() {}

    static List<Difference> differences(
            JsonNode recorded, JsonNode live, BiFunction<JsonNode, JsonNode, List<Difference>> compare) {
        Set<Difference> found = new LinkedHashSet<>();
        Set<Set<String>> sorts = new HashSet<>();
        recorded.forEach(route -> sorts.add(sort(route)));
        for (JsonNode route : live) {
            JsonNode closest = StreamSupport.stream(recorded.spliterator(), false)
                    .min(Comparator.comparingInt(
                            each -> compare.apply(each, route).size()))
                    .orElse(route);
            found.addAll(compare.apply(closest, route));
            sorts.remove(sort(closest));
        }
        sorts.forEach(sort -> found.add(Difference.at(Difference.Kind.MISSING, "items[0]", "no route with " + sort)));
        return List.copyOf(found);
    }

    /** Routes of one sort have the same fields, but for those that the recorder drops. */
    private static Set<String> sort(JsonNode route) {
        Set<String> fields = new TreeSet<>();
        route.fieldNames().forEachRemaining(fields::add);
        fields.removeAll(Set.of("description", "warnings"));
        return fields;
    }
}
