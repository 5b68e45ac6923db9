package dev.sallyport.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.converge.Change;
import dev.sallyport.converge.FieldDifference;
import dev.sallyport.converge.PlannedChange;
import java.util.ArrayList;
import java.util.List;

/** One planned change as JSON, and back. */
final class ChangeJson {
    private ChangeJson() {}

    static void write(PlannedChange planned, ObjectNode node) {
        Change change = planned.change();
        node.put("resource", planned.resource());
        if (change instanceof Change.None) {
            node.put("action", "none");
        } else if (change instanceof Change.Create) {
            node.put("action", "create");
        } else if (change instanceof Change.Delete) {
            node.put("action", "delete");
        } else if (change instanceof Change.Patch patch) {
            fields(node.put("action", "change"), patch.differences());
        } else if (change instanceof Change.Succeed succeed) {
            fields(node.put("action", "replace").put("replaces", succeed.predecessor()), succeed.differences());
        } else if (change instanceof Change.Replace replace) {
            fields(node.put("action", "cannot-change"), replace.differences());
        } else if (change instanceof Change.Refused refused) {
            node.put("action", "refuse").put("reason", refused.reason()).put("remedy", refused.remedy());
        }
    }

    /**
     * @throws IllegalArgumentException if it is not such a change
     */
    static PlannedChange read(JsonNode node) {
        return new PlannedChange(node.path("resource").asText(), change(node));
    }

    private static Change change(JsonNode node) {
        String action = node.path("action").asText();
        return switch (action) {
            case "none" -> new Change.None();
            case "create" -> new Change.Create();
            case "delete" -> new Change.Delete();
            case "change" -> new Change.Patch(fields(node));
            case "replace" -> new Change.Succeed(node.path("replaces").asText(), fields(node));
            case "cannot-change" -> new Change.Replace(fields(node));
            case "refuse" ->
                new Change.Refused(
                        node.path("reason").asText(), node.path("remedy").asText());
            default -> throw new IllegalArgumentException("action: " + action + " (expected: one that a plan has)");
        };
    }

    private static void fields(ObjectNode node, List<FieldDifference> differences) {
        ArrayNode fields = node.putArray("fields");
        differences.forEach(difference -> fields.addObject()
                .put("field", difference.path())
                .put("from", difference.from())
                .put("to", difference.to()));
    }

    private static List<FieldDifference> fields(JsonNode node) {
        List<FieldDifference> differences = new ArrayList<>();
        node.path("fields")
                .forEach(field -> differences.add(new FieldDifference(
                        field.path("field").asText(),
                        field.path("from").asText(),
                        field.path("to").asText())));
        return differences;
    }
}
