package dev.sallyport.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is asked for in a run.
 *
 * @param before what has been asked for, and is there, when the run begins; empty if nothing is
 * @param asks in the order in which they are published
 */
record Scenario(Optional<Ask> before, List<Ask> asks) {
    private static final List<String> LATER =
            List.of("change", "change", "destroy", "destroy", "pause", "cancel", "repair", "change", "again");
    private static final int MOST_LATER = 3;

    /** What comes after the first provisioning has more forms than that, and costs less. */
    private static final double OF_WHAT_IS_THERE = 0.6;

    /** Begins with nothing. */
    Scenario(List<Ask> asks) {
        this(Optional.empty(), asks);
    }

    /**
     * A request.
     *
     * @param json as it is published
     */
    record Ask(String deployment, String json) {}

    static Scenario of(Dice dice) {
        return dice.says(OF_WHAT_IS_THERE, "is there") ? ofWhatIsThere("app-1", dice.of("app-1")) : ofNothing(dice);
    }

    private static Scenario ofWhatIsThere(String name, Dice dice) {
        Ask first = Variant.of(name, dice.below(Variant.COUNT, "first")).provision();
        return new Scenario(
                Optional.of(first), List.copyOf(later(name, first, 1 + dice.below(MOST_LATER, "later"), dice)));
    }

    private static Scenario ofNothing(Dice dice) {
        int deployments = dice.says(0.75, "one") ? 1 : 2 + dice.below(2, "deployments");
        Map<String, List<Ask>> byDeployment = new TreeMap<>();
        for (int number = 1; number <= deployments; number++) {
            String name = "app-" + number;
            byDeployment.put(name, asksOf(name, dice.of(name)));
        }
        return new Scenario(mixed(byDeployment, dice));
    }

    /** Also what was asked for before. */
    List<Ask> all() {
        return Stream.concat(before.stream(), asks.stream()).toList();
    }

    List<String> deployments() {
        return all().stream().map(Ask::deployment).distinct().toList();
    }

    private static List<Ask> asksOf(String name, Dice dice) {
        List<Ask> asks = new ArrayList<>();
        Ask first = Variant.of(name, dice.below(Variant.COUNT, "first")).provision();
        asks.add(first);
        asks.addAll(later(name, first, dice.below(MOST_LATER + 1, "later"), dice));
        return asks;
    }

    private static List<Ask> later(String name, Ask first, int count, Dice dice) {
        List<Ask> asks = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            String kind = dice.oneOf(LATER, "kind", index);
            switch (kind) {
                case "change" ->
                    asks.add(Variant.of(name, dice.below(Variant.COUNT, "variant", index))
                            .provision());
                case "again" -> asks.add(first);
                case "pause" -> {
                    asks.add(plain(name, "pause"));
                    asks.add(plain(name, "resume"));
                }
                default -> asks.add(plain(name, kind));
            }
        }
        return asks;
    }

    /** A request that names the deployment and nothing else. */
    static Ask plain(String deployment, String action) {
        return new Ask(deployment, "{\"action\": \"%s\", \"deployment\": \"%s\"}".formatted(action, deployment));
    }

    /** Each deployment's in their order, those of several in any. */
    private static List<Ask> mixed(Map<String, List<Ask>> byDeployment, Dice dice) {
        List<Ask> mixed = new ArrayList<>();
        List<List<Ask>> left = new ArrayList<>(
                byDeployment.values().stream().map(ArrayList::new).toList());
        while (!left.isEmpty()) {
            List<Ask> next = left.get(dice.below(left.size(), "next", mixed.size()));
            mixed.add(next.remove(0));
            left.removeIf(List::isEmpty);
        }
        return List.copyOf(mixed);
    }
}
