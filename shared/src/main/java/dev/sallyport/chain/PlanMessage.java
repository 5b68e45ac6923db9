package dev.sallyport.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.deployment.RequestMessage;
import dev.sallyport.failure.Poison;
import dev.sallyport.request.RequestReader;
import dev.sallyport.request.RequestReading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/**
 * A request to plan, apply or recheck that intake has checked, on its way to the function that answers it: {@code
 * {"key": KEY, "published": TIME, "request": REQUEST}}. It may come more than once, always with the same key.
 *
 * @param key the request's own id or, without one, the id of the message that brought it
 * @param published when it was published
 */
public record PlanMessage(String key, Optional<Instant> published, RequestReading.Accepted accepted) {
    private static final String WHAT = "the plan message";

    /**
     * @throws Poison if it is not such a message, or its request is none that this version accepts
     */
    public static PlanMessage read(byte[] json, RequestReader requests) {
        ObjectNode message = StrictJson.object(WHAT, json);
        StrictJson.requireMembers(WHAT, message, Set.of("key", "published", "request"));
        byte[] request = message.path("request").toString().getBytes(StandardCharsets.UTF_8);
        if (requests.read(request) instanceof RequestReading.Accepted accepted) {
            return new PlanMessage(key(message.path("key")), published(message.path("published")), accepted);
        }
        throw new Poison(WHAT + ": request is none that this version accepts (expected: one that intake has checked)");
    }

    public byte[] write() {
        ObjectNode message = StrictJson.MAPPER.createObjectNode().put("key", key);
        message.put("published", published.map(Instant::toString).orElse(null));
        message.set("request", accepted.document());
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What brought the request, as intake has seen it. */
    public RequestMessage origin() {
        return RequestMessage.of(accepted, key, published);
    }

    private static String key(JsonNode value) {
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw StrictJson.wrong(WHAT, "key", value, "a request's id or a message's");
        }
        return value.textValue();
    }

    private static Optional<Instant> published(JsonNode value) {
        try {
            return value.isNull() ? Optional.empty() : Optional.of(Instant.parse(value.asText()));
        } catch (DateTimeParseException e) {
            throw StrictJson.wrong(WHAT, "published", value, "a time as in 2026-11-01T12:00:00Z, or null");
        }
    }
}
