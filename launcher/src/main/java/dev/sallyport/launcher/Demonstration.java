package dev.sallyport.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Phase;
import dev.sallyport.finding.Compliance;
import dev.sallyport.finding.Finding;
import dev.sallyport.launcher.Surroundings.Output;
import dev.sallyport.launcher.progress.Durations;
import dev.sallyport.launcher.progress.Progress;
import dev.sallyport.launcher.report.ComplianceReport;
import dev.sallyport.launcher.report.Steps;
import dev.sallyport.local.watch.ExposureWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** From an empty cloud to an empty cloud: what is provisioned is broken, found, repaired, reported and destroyed. */
final class Demonstration {
    private final OwnHouse house;
    private final Output out;
    private final Waiting waiting;
    private final Steps steps;

    /**
     * @param patience how long each step may take
     */
    Demonstration(Surroundings surroundings, OwnHouse house, Duration patience) {
        this.house = house;
        this.out = surroundings.out();
        this.waiting = new Waiting(surroundings.stop(), patience);
        this.steps = new Steps(out.display(), out::line);
    }

    /**
     * Shows it; what does not do what it says is named at the end.
     *
     * @param request asks for the deployment, and for what is found to be repaired
     * @return the exit code
     * @throws Interrupted if the program is to stop before the end
     */
    int run(JsonNode request, List<Mishap> mishaps) {
        Instant begun = house.time().instant();
        String name = request.path("deployment").asText();
        try {
            provision(request, name);
            Breakage breakage = new Breakage(house, rechecks(name), steps);
            mishaps.forEach(breakage::show);
            report(name, mishaps);
        } catch (NotShown e) {
            steps.wrong(e.getMessage());
        }
        try {
            destroy(name);
        } catch (NotShown e) {
            steps.wrong(e.getMessage());
        }
        steps.end("Everything was as it should be, in "
                + Durations.readable(Duration.between(begun, house.time().instant())));
        return steps.isAllRight() ? ExitCode.ENDED : ExitCode.FAILED;
    }

    private void provision(JsonNode request, String name) {
        steps.begin("Provision " + name + "; whatever is found of it later is to be repaired");
        ask(request, name, Phase.PROTECTED);
        steps.right("protected, and proven from outside");
        rechecks(name).await(Compliance::checked, name + " was not checked");
        List<Finding> found = rechecks(name).now().open();
        if (!found.isEmpty()) {
            throw new NotShown("nothing was broken yet, but something was found: " + keys(found));
        }
        steps.right("checked for the first time, and nothing found");
    }

    private void report(String name, List<Mishap> mishaps) {
        steps.begin("The report, as ./sallyport compliance prints it");
        Compliance known = rechecks(name).now();
        ComplianceReport.print(List.of(known), out::line);
        List<Finding> others = known.closed().stream()
                .filter(finding -> mishaps.stream().noneMatch(mishap -> mishap.is(finding)))
                .toList();
        if (others.isEmpty() && known.closed().size() == mishaps.size()) {
            steps.right("what was broken was found, each once, and nothing else");
        } else {
            steps.wrong("something else was found than what was broken: " + keys(known.closed()));
        }
    }

    private void destroy(String name) {
        steps.begin("Destroy " + name);
        ask(
                JsonNodeFactory.instance.objectNode().put("action", "destroy").put("deployment", name),
                name,
                Phase.DESTROYED);
        steps.right("nothing that was made for it is left");
    }

    /** Publishes a request and follows it to its end, which no stranger is to have been served until. */
    private void ask(JsonNode request, String name, Phase wanted) {
        try (ExposureWatch watch = house.watchExposure()) {
            Phase reached = follow(request, name).phase();
            watch.end().firstByte().ifPresent(seen -> steps.wrong("meanwhile a stranger was served: " + seen));
            if (reached != wanted) {
                throw new NotShown(name + " is " + reached + " (expected: " + wanted + ")");
            }
        }
    }

    private Rechecks rechecks(String name) {
        return new Rechecks(house, name, waiting);
    }

    private static List<String> keys(List<Finding> findings) {
        return findings.stream().map(Finding::key).toList();
    }

    private Deployment follow(JsonNode request, String name) {
        try (Progress progress = Progress.on(out.stream(), out.display(), Blueprint.protectedApplication());
                Follower follower = new Follower(house.deployments(), house.time(), progress)) {
            return waiting.await(
                    follower.follow(name, house.publish(request)),
                    () -> new NotShown(name + " came to no end within " + Durations.readable(waiting.timeout())));
        }
    }
}
