package dev.sallyport.simulation;

import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Event;
import dev.sallyport.deployment.Phase;
import dev.sallyport.simulation.Scenario.Ask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges what there is once nothing is under way: the document's phase, the last event and the cloud agree, and the cloud is
 * as it is after a run without faults.
 */
final class Settled {
    private static final Set<Event.Kind> ENDS =
            Set.of(Event.Kind.PROTECTED, Event.Kind.DESTROYED, Event.Kind.CANCELLED, Event.Kind.FAILED);

    private final World world;
    private final References references;
    private final Scenario scenario;

    Settled(World world, References references, Scenario scenario) {
        this.world = world;
        this.references = references;
        this.scenario = scenario;
    }

    /** What to ask for so that a deployment that has come to rest before its end goes on. */
    Optional<Ask> unfinished(String name) {
        return world.deployments().find(name).flatMap(deployment -> {
            if (deployment.pause().isPresent()) {
                return Optional.of(Scenario.plain(name, "resume"));
            }
            return switch (deployment.phase()) {
                case CANCELLED, FAILED ->
                    Optional.of(Scenario.plain(
                            name, deployment.direction().name().equals("DESTROY") ? "destroy" : "repair"));
                default -> Optional.empty();
            };
        });
    }

    void judge(String name) {
        Optional<Deployment> found = world.deployments().find(name);
        found.ifPresent(this::judgeEvents);
        Phase phase = found.map(Deployment::phase).orElse(Phase.DESTROYED);
        if (phase != Phase.PROTECTED && phase != Phase.DESTROYED) {
            throw new Violation("end", name + " has come to rest as " + phase + ": " + errors(found.orElseThrow()));
        }
        Optional<String> request = found.filter(deployment -> phase == Phase.PROTECTED)
                .map(deployment -> asked(deployment).json());
        Inventory expected = references.after(name, request);
        String differences = Inventory.of(world, Variant.project(name)).differences(expected);
        if (!differences.isEmpty()) {
            throw new Violation("end", name + " is " + phase + ", and not as without faults:\n" + differences);
        }
    }

    /** The request whose message was accepted, by what the deployment's document has of it. */
    private Ask asked(Deployment deployment) {
        return scenario.all().stream()
                .filter(ask -> ask.deployment().equals(deployment.name()))
                .filter(ask -> Variant.isAsked(ask, deployment.request()))
                .findFirst()
                .orElseThrow(() -> new Violation("end", "nobody asked for " + deployment.request()));
    }

    private void judgeEvents(Deployment deployment) {
        List<Event> events = world.deployments().events(deployment.name());
        Map<Phase, Event.Kind> kinds = Map.of(
                Phase.PROTECTED, Event.Kind.PROTECTED,
                Phase.DESTROYED, Event.Kind.DESTROYED,
                Phase.CANCELLED, Event.Kind.CANCELLED,
                Phase.FAILED, Event.Kind.FAILED);
        List<Event> ends = events.stream()
                .filter(event -> event.generation() == deployment.generation())
                .filter(event -> ENDS.contains(event.kind()))
                .toList();
        Event.Kind expected = kinds.get(deployment.phase());
        if (expected != null && ends.stream().noneMatch(event -> event.kind() == expected)) {
            throw new Violation(
                    "end", deployment.name() + " is " + deployment.phase() + ", but its events say " + ends);
        }
    }

    private static List<String> errors(Deployment deployment) {
        return deployment.stages().entrySet().stream()
                .map(stage -> stage.getKey() + " is " + stage.getValue().state()
                        + stage.getValue()
                                .error()
                                .map(error -> ", " + error.message())
                                .orElse(""))
                .toList();
    }
}
