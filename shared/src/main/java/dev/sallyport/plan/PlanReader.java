package dev.sallyport.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.converge.Change;
import dev.sallyport.converge.PlannedChange;
import dev.sallyport.deployment.Direction;
import dev.sallyport.deployment.Evidence;
import dev.sallyport.failure.Poison;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads plans as {@link PlanJson} writes them. */
final class PlanReader {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PlanReader() {}

    /**
     * @throws Poison if it is no such plan
     */
    static Plan read(String json) {
        try {
            return plan(MAPPER.readTree(json));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            throw new Poison("the plan cannot be understood", e);
        }
    }

    private static Plan plan(JsonNode node) {
        return new Plan(
                node.path("deployment").asText(),
                node.path("project").asText(),
                constant(node.path("kind"), Plan.Kind.class),
                constant(node.path("direction"), Direction.class),
                node.path("generation").asLong(),
                Instant.parse(node.path("at").asText()),
                node.path("by").asText(),
                list(node.path("stages"), PlanReader::stage),
                list(node.path("proof"), PlanReader::evidence),
                node.path("digest").asText());
    }

    private static StagePlan stage(JsonNode node) {
        List<PlannedChange> changes = list(node.path("changes"), ChangeJson::read);
        SortedSet<StageName> until =
                new TreeSet<>(list(node.path("unknownUntil"), name -> new StageName(name.asText())));
        return new StagePlan(
                new StageName(node.path("stage").asText()),
                changes,
                list(node.path("consequences"), PlanReader::consequence),
                Optional.of(node.path("refused"))
                        .filter(JsonNode::isObject)
                        .map(refused -> new Change.Refused(
                                refused.path("reason").asText(),
                                refused.path("remedy").asText())),
                until);
    }

    private static Consequence consequence(JsonNode node) {
        return new Consequence(
                constant(node.path("kind"), Consequence.Kind.class),
                node.path("text").asText());
    }

    private static Evidence evidence(JsonNode node) {
        return new Evidence(
                node.path("check").asText(),
                node.path("passed").asBoolean(),
                node.path("seen").asText(),
                Instant.parse(node.path("at").asText()));
    }

    private static <E extends Enum<E>> E constant(JsonNode node, Class<E> type) {
        return Enum.valueOf(type, node.asText().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> element) {
        List<T> elements = new ArrayList<>();
        array.forEach(node -> elements.add(element.apply(node)));
        return elements;
    }
}
