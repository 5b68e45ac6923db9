package dev.sallyport.launcher.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Evidence;
import dev.sallyport.deployment.Pause;
import dev.sallyport.deployment.StageRecord;
import dev.sallyport.local.watch.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A deployment for programs. Members: {@code deployment}, {@code project}, {@code phase}, {@code generation},
 * {@code created}, {@code updated}, {@code pause} where there is one, {@code stages} by name, {@code evidence}, and, where a watch was kept,
 * {@code exposure}: what strangers got meanwhile. Times are RFC 3339 in UTC.
 */
public final class DeploymentJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private DeploymentJson() {}

    public static String of(Deployment deployment) {
        return document(deployment).toPrettyString();
    }

    public static String of(Deployment deployment, Timeline exposure) {
        ObjectNode document = document(deployment);
        document.set("exposure", ExposureJson.of(exposure));
        return document.toPrettyString();
    }

    static ObjectNode document(Deployment deployment) {
        ObjectNode document = NODES.objectNode()
                .put("deployment", deployment.name())
                .put("project", deployment.project())
                .put("phase", deployment.phase().name())
                .put("generation", deployment.generation())
                .put("created", deployment.created().toString())
                .put("updated", deployment.updated().toString());
        deployment.pause().ifPresent(pause -> document.set("pause", pause(pause)));
        ObjectNode stages = document.putObject("stages");
        deployment.stages().forEach((name, stage) -> stages.set(name.value(), stage(stage)));
        document.set("evidence", evidence(deployment.evidence()));
        return document;
    }

    private static ObjectNode pause(Pause pause) {
        ObjectNode node = NODES.objectNode()
                .put("by", pause.who())
                .put("reason", pause.reason())
                .put("since", pause.since().toString());
        pause.until().ifPresent(until -> node.put("until", until.toString()));
        return node;
    }

    private static ObjectNode stage(StageRecord stage) {
        ObjectNode node = NODES.objectNode().put("state", stage.state().name()).put("attempt", stage.attempt());
        stage.started().ifPresent(started -> node.put("started", started.toString()));
        stage.waiting()
                .ifPresent(waiting -> node.putObject("waiting")
                        .put("for", waiting.reason())
                        .put("since", waiting.since().toString())
                        .put("due", waiting.due().toString()));
        stage.finished().ifPresent(finished -> node.put("finished", finished.toString()));
        stage.started()
                .flatMap(started -> stage.finished().map(finished -> Duration.between(started, finished)))
                .ifPresent(took -> node.put("seconds", took.toMillis() / 1000.0));
        ObjectNode outputs = node.putObject("outputs");
        stage.outputs().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(output -> outputs.put(output.getKey(), output.getValue()));
        stage.error()
                .ifPresent(error ->
                        node.putObject("error").put("message", error.message()).put("remedy", error.remedy()));
        return node;
    }

    private static ArrayNode evidence(List<Evidence> evidence) {
        ArrayNode node = NODES.arrayNode();
        evidence.forEach(seen -> node.addObject()
                .put("check", seen.check())
                .put("passed", seen.passed())
                .put("seen", seen.seen())
                .put("at", seen.at().toString()));
        return node;
    }
}
