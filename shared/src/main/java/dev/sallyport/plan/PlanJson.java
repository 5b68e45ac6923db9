package dev.sallyport.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Evidence;
import java.util.List;
import java.util.Locale;

/**
 * A plan for programs. Members: {@code deployment}, {@code project}, {@code kind}, {@code direction}, {@code generation},
 * {@code at}, {@code by}, {@code verdict}, {@code digest}, {@code stages} and {@code proof}. Of each stage: {@code stage},
 * {@code changes} (each with {@code resource}, {@code action} and, as the case may be, {@code replaces}, {@code fields}
 * with {@code field}, {@code from} and {@code to}, {@code reason} and {@code remedy}), {@code refused}, {@code
 * unknownUntil} and {@code consequences}. Constants are in lower case with hyphens, times are RFC 3339 in UTC.
 */
public final class PlanJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private PlanJson() {}

    public static ObjectNode write(Plan plan) {
        ObjectNode document = NODES.objectNode()
                .put("deployment", plan.deployment())
                .put("project", plan.project())
                .put("kind", word(plan.kind()))
                .put("direction", word(plan.direction()))
                .put("generation", plan.generation())
                .put("at", plan.at().toString())
                .put("by", plan.by())
                .put("verdict", word(plan.verdict()))
                .put("digest", plan.digest());
        ArrayNode stages = document.putArray("stages");
        plan.stages().forEach(stage -> stages.add(write(stage)));
        ArrayNode proof = document.putArray("proof");
        plan.proof().forEach(seen -> write(seen, proof.addObject()));
        return document;
    }

    /** What stages would change, without what it means. */
    static ArrayNode changes(List<StagePlan> stages) {
        ArrayNode nodes = NODES.arrayNode();
        stages.forEach(stage -> nodes.add(changes(stage)));
        return nodes;
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ObjectNode write(StagePlan stage) {
        ObjectNode node = changes(stage);
        ArrayNode consequences = node.putArray("consequences");
        stage.consequences()
                .forEach(consequence -> consequences
                        .addObject()
                        .put("kind", word(consequence.kind()))
                        .put("text", consequence.text()));
        return node;
    }

    private static ObjectNode changes(StagePlan stage) {
        ObjectNode node = NODES.objectNode().put("stage", stage.stage().value());
        ArrayNode changes = node.putArray("changes");
        stage.changes().forEach(change -> ChangeJson.write(change, changes.addObject()));
        stage.refusal()
                .ifPresent(refusal -> node.putObject("refused")
                        .put("reason", refusal.reason())
                        .put("remedy", refusal.remedy()));
        if (!stage.unknownUntil().isEmpty()) {
            ArrayNode until = node.putArray("unknownUntil");
            stage.unknownUntil().stream().map(StageName::value).forEach(until::add);
        }
        return node;
    }

    private static void write(Evidence seen, ObjectNode node) {
        node.put("check", seen.check())
                .put("passed", seen.passed())
                .put("seen", seen.seen())
                .put("at", seen.at().toString());
    }
}
