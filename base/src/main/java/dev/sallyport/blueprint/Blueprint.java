package dev.sallyport.blueprint;

import static java.util.stream.Collectors.toCollection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directed acyclic graph of stages. A stage may start once all its predecessors are done.
 *
 * <p>Stages are declared after their predecessors, so the graph can have no cycle, and {@link #stages()} is an order
 * in which they could run one by one.
 */
public final class Blueprint {
    private final Map<StageName, Set<StageName>> predecessors;

    private Blueprint(Map<StageName, Set<StageName>> predecessors) {
        this.predecessors = predecessors;
    }

    /** An application on a managed instance group behind an HTTPS load balancer and Identity-Aware Proxy. */
    public static Blueprint protectedApplication() {
        return declare()
                .stage("firewall")
                .stage("instance-template")
                .stage("certificate")
                .stage("consent")
                .stage("instance-group", "instance-template", "firewall")
                .stage("backend", "instance-group")
                .stage("restart", "backend")
                .stage("iap", "backend", "consent")
                .stage("access", "iap")
                .stage("frontend", "backend", "certificate", "iap", "firewall")
                .stage("retire", "restart", "access", "frontend")
                .lastStage("verify")
                .blueprint();
    }

    /**
     * A blueprint by its stages, in an order in which each comes after its predecessors.
     *
     * @throws IllegalArgumentException if a predecessor is no stage that comes before
     */
    public static Blueprint of(Map<StageName, ? extends Collection<StageName>> predecessors) {
        Declaration declaration = declare();
        predecessors.forEach(declaration::add);
        return declaration.blueprint();
    }

    static Declaration declare() {
        return new Declaration();
    }

    /** Every stage, each after its predecessors. */
    public Set<StageName> stages() {
        return predecessors.keySet();
    }

    /** The stage of this name, if there is one. */
    public Optional<StageName> stage(String name) {
        return stages().stream().filter(stage -> stage.value().equals(name)).findFirst();
    }

    /**
     * @throws IllegalArgumentException if the blueprint has no such stage
     */
    public Set<StageName> predecessorsOf(StageName stage) {
        Set<StageName> names = predecessors.get(stage);
        if (names == null) {
            throw new IllegalArgumentException("stage: " + stage + " (expected: one of " + stages() + ")");
        }
        return names;
    }

    /**
     * @throws IllegalArgumentException if the blueprint has no such stage
     */
    public Set<StageName> successorsOf(StageName stage) {
        predecessorsOf(stage);
        return stages().stream()
                .filter(candidate -> predecessors.get(candidate).contains(stage))
                .collect(toCollection(LinkedHashSet::new));
    }

    /**
     * These stages, and all that wait for them, in order.
     *
     * @throws IllegalArgumentException if the blueprint has no such stage
     */
    public Set<StageName> from(Collection<StageName> entered) {
        entered.forEach(this::predecessorsOf);
        Set<StageName> reached = new LinkedHashSet<>();
        for (StageName stage : stages()) {
            if (entered.contains(stage) || !Collections.disjoint(predecessors.get(stage), reached)) {
                reached.add(stage);
            }
        }
        return reached;
    }

    /** The same stages the other way round: each waits for those that waited for it. The way of a teardown. */
    public Blueprint backwards() {
        Map<StageName, Set<StageName>> reversed = new LinkedHashMap<>();
        List<StageName> order = new ArrayList<>(stages());
        Collections.reverse(order);
        order.forEach(stage -> reversed.put(stage, Collections.unmodifiableSet(successorsOf(stage))));
        return new Blueprint(Collections.unmodifiableMap(reversed));
    }

    /** The stages that wait for no other. */
    public Set<StageName> roots() {
        return stages().stream()
                .filter(stage -> predecessors.get(stage).isEmpty())
                .collect(toCollection(LinkedHashSet::new));
    }

    /** Equal are those with the same stages in the same order, each after the same ones. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Blueprint blueprint
                && predecessors.equals(blueprint.predecessors)
                && List.copyOf(stages()).equals(List.copyOf(blueprint.stages()));
    }

    @Override
    public int hashCode() {
        return predecessors.hashCode();
    }

    @Override
    public String toString() {
        return predecessors.toString();
    }

    /** Collects stages in the order of their declaration. */
    static final class Declaration {
        private final Map<StageName, Set<StageName>> stages = new LinkedHashMap<>();

        Declaration stage(String name, String... after) {
            return add(new StageName(name), Stream.of(after).map(StageName::new).toList());
        }

        Declaration lastStage(String name) {
            return add(new StageName(name), List.copyOf(stages.keySet()));
        }

        private Declaration add(StageName stage, Collection<StageName> after) {
            after.stream()
                    .filter(predecessor -> !stages.containsKey(predecessor))
                    .forEach(predecessor -> {
                        throw new IllegalArgumentException("predecessor of " + stage + ": " + predecessor
                                + " (expected: a stage declared before, one of " + stages.keySet() + ")");
                    });
            if (stages.put(stage, Collections.unmodifiableSet(new LinkedHashSet<>(after))) != null) {
                throw new IllegalArgumentException("stage: " + stage + " (expected: declared once)");
            }
            return this;
        }

        Blueprint blueprint() {
            return new Blueprint(Collections.unmodifiableMap(new LinkedHashMap<>(stages)));
        }
    }
}
