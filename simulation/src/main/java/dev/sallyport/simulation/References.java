package dev.sallyport.simulation;

import dev.sallyport.simulation.Scenario.Ask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What there is in a project after a run without faults, found out once for each form of a request. */
final class References {
    private final World world;
    private final Map<String, Inventory> known = new HashMap<>();
    private final Map<Ask, Beginning> provisioned = new HashMap<>();

    /** @param theirs what was there before the deployment */
    private record Beginning(String snapshot, TheirThings theirs) {}

    References(World world) {
        this.world = world;
    }

    /** Runs all that are not known yet; nothing else may run meanwhile. */
    void learn(Scenario scenario) {
        for (String deployment : scenario.deployments()) {
            learn(deployment, Optional.empty());
            for (int number = 0; number < Variant.COUNT; number++) {
                Variant variant = Variant.of(deployment, number);
                if (scenario.all().contains(variant.provision())) {
                    learn(deployment, Optional.of(variant));
                }
            }
        }
    }

    /**
     * Makes the world one in which a run begins. Of the things of others that are returned nothing is to be changed.
     *
     * @param scenario one that has been learnt
     */
    TheirThings begin(Scenario scenario) {
        if (scenario.before().isPresent()) {
            Beginning beginning = provisioned.get(scenario.before().get());
            world.begin(beginning.snapshot());
            return beginning.theirs();
        }
        world.begin();
        return new TheirThings(world, scenario.deployments());
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
            TheirThings theirs = new TheirThings(world, List.of(deployment));
            variant.map(Variant::provision).ifPresent(ask -> {
                new Run(world, new Dice(0), Mood.CALM, new Scenario(List.of(ask)), List.of()).go();
                provisioned.put(ask, new Beginning(world.cloud().snapshot(), theirs));
            });
            known.put(key, Inventory.of(world, Variant.project(deployment)));
        }
    }
}
