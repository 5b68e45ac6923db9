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

/** Reads the JSON of messages, which only programs write: whatever is odd in it is a fault. */
final class StrictJson {
    static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(16).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

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

    static Poison wrong(String what, String member, JsonNode met, String expected) {
        String value = met.isValueNode() && met.asText().length() <= 80 ? met.toString() : "something else";
        return new Poison(what + ": " + member + " is " + value + " (expected: " + expected + ")");
    }

    private static int line(JsonProcessingException e) {
        return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
    }
}
