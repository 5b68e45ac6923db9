package dev.sallyport.chain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.failure.Poison;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the JSON of messages, which only programs write: whatever is odd in it is a fault. */
final class StrictJson {
    static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(16).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Pattern DEPLOYMENT = Pattern.compile("[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    private StrictJson() {}

    /**
     * @param what what it should be, for the message
     * @throws Poison if it is not a JSON object
     */
    static ObjectNode object(String what, byte[] json) {
        try {
            if (MAPPER.readTree(json) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new Poison(what + " is not JSON: line " + line(e) + " (expected: a JSON object)");
        } catch (IOException e) {
            throw new Poison(what + " cannot be read", e);
        }
        throw new Poison(what + " is not a JSON object");
    }

    /**
     * @throws Poison if the object has other members than these
     */
    static void requireMembers(String what, ObjectNode object, Set<String> expected) {
        Set<String> members = new TreeSet<>();
        object.fieldNames().forEachRemaining(members::add);
        if (!members.equals(expected)) {
            throw new Poison(what + " has other members than expected (expected: " + new TreeSet<>(expected) + ")");
        }
    }

    /**
     * @throws Poison if the member is no deployment's name; a document could not have such a name either
     */
    static String deployment(String what, String member, JsonNode value) {
        if (!value.isTextual() || !DEPLOYMENT.matcher(value.textValue()).matches()) {
            throw wrong(what, member, value, "a deployment's name");
        }
        return value.textValue();
    }

    static Poison wrong(String what, String member, JsonNode met, String expected) {
        String value = met.isValueNode() && met.asText().length() <= 80 ? met.toString() : "something else";
        return new Poison(what + ": " + member + " is " + value + " (expected: " + expected + ")");
    }

    private static int line(JsonProcessingException e) {
        return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
    }
}
