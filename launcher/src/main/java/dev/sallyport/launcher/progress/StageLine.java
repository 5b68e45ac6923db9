package dev.sallyport.launcher.progress;

import static java.util.stream.Collectors.joining;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Direction;
import dev.sallyport.deployment.StageRecord;
import dev.sallyport.deployment.StageState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What there is to say about one stage at one moment.
 *
 * @param depth how many stages have to be done one after the other before this one can start
 * @param took how long it has been, or was, at work
 * @param note what it waits for, works on, left behind or failed of
 */
record StageLine(StageName stage, int depth, StageState state, long attempt, Optional<Duration> took, String note) {
    private static final int LONGEST_OUTPUT = 60;
    private static final int MOST_NAMED = 3;

    /** The stages of a deployment in the order of the blueprint, which in a teardown is the one backwards. */
    static List<StageLine> of(Deployment deployment, Blueprint blueprint, Instant now) {
        Blueprint walk = deployment.direction().through(blueprint);
        return walk.stages().stream()
                .map(stage -> line(stage, deployment.stage(stage), deployment, walk, now))
                .toList();
    }

    private static StageLine line(
            StageName name, StageRecord stage, Deployment deployment, Blueprint blueprint, Instant now) {
        return new StageLine(
                name,
                depth(name, blueprint),
                stage.state(),
                stage.attempt(),
                stage.started()
                        .map(started ->
                                Duration.between(started, stage.finished().orElse(now))),
                note(name, stage, deployment, blueprint));
    }

    private static int depth(StageName stage, Blueprint blueprint) {
        return blueprint.predecessorsOf(stage).stream()
                .mapToInt(predecessor -> depth(predecessor, blueprint) + 1)
                .max()
                .orElse(0);
    }

    private static String note(StageName name, StageRecord stage, Deployment deployment, Blueprint blueprint) {
        return switch (stage.state()) {
            case PENDING -> waitsFor(unfinished(name, deployment, blueprint));
            case READY, SKIPPED -> "";
            case RUNNING -> String.join(", ", stage.operations().keySet());
            case WAITING ->
                stage.waiting()
                        .map(waiting -> "waiting for " + waiting.reason())
                        .orElse("");
            case DONE -> deployment.direction() == Direction.DESTROY ? undone(stage) : outputs(stage.outputs());
            case FAILED -> stage.error().map(StageRecord.Error::message).orElse("");
        };
    }

    private static List<String> unfinished(StageName name, Deployment deployment, Blueprint blueprint) {
        return blueprint.predecessorsOf(name).stream()
                .filter(predecessor -> deployment.stages().get(predecessor).state() != StageState.DONE)
                .map(StageName::value)
                .toList();
    }

    private static String waitsFor(List<String> stages) {
        if (stages.isEmpty()) {
            return "";
        }
        return "waits for " + (stages.size() > MOST_NAMED ? stages.size() + " stages" : String.join(", ", stages));
    }

    /** What a teardown has deleted, and what it has put back. */
    private static String undone(StageRecord stage) {
        return Stream.of(done("deleted ", stage, "/delete"), done("put back ", stage, "/insert"))
                .filter(words -> !words.isEmpty())
                .collect(joining("; "));
    }

    private static String done(String words, StageRecord stage, String verb) {
        List<String> names = stage.ended().keySet().stream()
                .filter(action -> action.endsWith(verb))
                .map(action -> action.substring(0, action.length() - verb.length()))
                .toList();
        return names.isEmpty() ? "" : words + String.join(", ", names);
    }

    /** Short outputs only; of a resource's link the last part. */
    private static String outputs(Map<String, String> outputs) {
        return outputs.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(output -> output.getKey() + " " + shortened(output.getValue()))
                .filter(output -> output.length() <= LONGEST_OUTPUT)
                .collect(joining(", "));
    }

    private static String shortened(String value) {
        return value.startsWith("projects/") ? value.substring(value.lastIndexOf('/') + 1) : value;
    }
}
