package dev.sallyport.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.deployment.Direction;
import dev.sallyport.failure.Poison;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * What starts a stage: names only, never data, which is in the deployment's document.
 *
 * @param generation the generation the sender saw; a newer one makes the message stale
 */
public record StageMessage(String deployment, long generation, Direction direction) {
    private static final String WHAT = "the stage message";

    /**
     * @throws Poison if it is not such a message, or has more to it
     */
    public static StageMessage read(byte[] json) {
        ObjectNode message = StrictJson.object(WHAT, json);
        StrictJson.requireMembers(WHAT, message, Set.of("deployment", "generation", "direction"));
        return new StageMessage(
                StrictJson.deployment(WHAT, "deployment", message.path("deployment")),
                generation(message.path("generation")),
                direction(message.path("direction")));
    }

    public byte[] write() {
        return StrictJson.MAPPER
                .createObjectNode()
                .put("deployment", deployment)
                .put("generation", generation)
                .put("direction", word(direction))
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static long generation(JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 1) {
            throw StrictJson.wrong(WHAT, "generation", value, "a whole number of at least 1");
        }
        return value.longValue();
    }

    private static Direction direction(JsonNode value) {
        for (Direction direction : Direction.values()) {
            if (value.isTextual() && word(direction).equals(value.textValue())) {
                return direction;
            }
        }
        throw StrictJson.wrong(WHAT, "direction", value, "provision or destroy");
    }

    private static String word(Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT);
    }
}
