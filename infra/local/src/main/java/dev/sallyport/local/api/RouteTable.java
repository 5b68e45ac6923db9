package dev.sallyport.local.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the route of a request; of several that fit, the one with the most literal segments. */
final class RouteTable {
    private final Map<String, List<Route>> byVerbAndLength = new HashMap<>();

    /** A route and the values of its path variables. */
    record Match(Route route, Map<String, String> variables) {}

    RouteTable(List<Route> routes) {
        for (Route route : routes) {
            byVerbAndLength
                    .computeIfAbsent(key(route.verb(), route.path().length()), key -> new ArrayList<>())
                    .add(route);
        }
        Comparator<Route> mostSpecialFirst =
                Comparator.comparingInt((Route route) -> -route.path().specificity());
        byVerbAndLength.values().forEach(list -> list.sort(mostSpecialFirst));
    }

    Optional<Match> find(String verb, String path) {
        int length = (int) path.chars().filter(character -> character == '/').count();
        return first(key(verb, length), path).or(() -> first(key(verb, -1), path));
    }

    private Optional<Match> first(String key, String path) {
        for (Route route : byVerbAndLength.getOrDefault(key, List.of())) {
            Optional<Map<String, String>> variables = route.path().match(path);
            if (variables.isPresent()) {
                return Optional.of(new Match(route, variables.get()));
            }
        }
        return Optional.empty();
    }

    private static String key(String verb, int length) {
        return verb + ' ' + length;
    }
}
