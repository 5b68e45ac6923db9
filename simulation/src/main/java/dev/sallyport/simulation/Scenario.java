package dev.sallyport.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is asked for in a run.
 *
 * @param asks in the order in which they are published
 */
record Scenario(List<Ask> asks) {
    private static final List<String> LATER =
            List.of("change", "change", "destroy", "destroy", "pause", "cancel", "repair", "change", "again");
    private static final int MOST_LATER = 3;

    /**
     * A request.
     *
     * @param json as it is published
     */
    record Ask(String deployment, String json) {}

    static Scenario of(Dice dice) {
        int deployments = dice.says(0.75, "one") ? 1 : 2 + dice.below(2, "deployments");
        Map<String, List<Ask>> byDeployment = new TreeMap<>();
        for (int number = 1; number <= deployments; number++) {
            String name = "app-" + number;
            byDeployment.put(name, asksOf(name, dice.of(name)));
        }
        return new Scenario(mixed(byDeployment, dice));
    }

    List<String> deployments() {
        return asks.stream().map(Ask::deployment).distinct().toList();
    }

    private static List<Ask> asksOf(String name, Dice dice) {
        List<Ask> asks = new ArrayList<>();
        Variant first = Variant.of(name, dice.below(Variant.COUNT, "first"));
        asks.add(first.provision());
        int later = dice.below(MOST_LATER + 1, "later");
        for (int index = 0; index < later; index++) {
            String kind = dice.oneOf(LATER, "kind", index);
            switch (kind) {
                case "change" ->
                    asks.add(Variant.of(name, dice.below(Variant.COUNT, "variant", index))
                            .provision());
                case "again" -> asks.add(first.provision());
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
