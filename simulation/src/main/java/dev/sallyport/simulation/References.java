package dev.sallyport.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What there is in a project after a run without faults, found out once for each form of a request. */
final class References {
    private final World world;
    private final Map<String, Inventory> known = new HashMap<>();

    References(World world) {
        this.world = world;
    }

    /** Runs all that are not known yet; nothing else may run meanwhile. */
    void learn(Scenario scenario) {
        for (String deployment : scenario.deployments()) {
            learn(deployment, Optional.empty());
            for (int number = 0; number < Variant.COUNT; number++) {
                Variant variant = Variant.of(deployment, number);
                if (scenario.asks().contains(variant.provision())) {
                    learn(deployment, Optional.of(variant));
                }
            }
        }
    }

    /** @param request as it was published; empty for a project in which nothing was asked for */
    Inventory after(String deployment, Optional<String> request) {
        return known.get(deployment + request.orElse(""));
    }

    private void learn(String deployment, Optional<Variant> variant) {
        String key =
                deployment + variant.map(wanted -> wanted.provision().json()).orElse("");
        if (!known.containsKey(key)) {
            world.begin();
            new TheirThings(world, List.of(deployment));
            variant.ifPresent(wanted ->
                    new Run(world, new Dice(0), Mood.CALM, new Scenario(List.of(wanted.provision())), List.of()).go());
            known.put(key, Inventory.of(world, Variant.project(deployment)));
        }
    }
}
