package dev.sallyport.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Requests to test with. */
final class Requests {
    private static final RequestReader READER = new RequestReader();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Requests() {}

    /** The example that is the lab. */
    static String lab() {
        try {
            return Files.readString(Path.of("..", "examples", "lab.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No more than a request must have. */
    static String smallest() {
        return """
                {"action": "provision", "deployment": "web", "project": "web-project",
                 "principals": ["user:alice@example.com"]}
                """;
    }

    /** The lab with the value at a JSON pointer replaced, or added. */
    static String labWith(String pointer, String json) {
        JsonNode document = tree(lab());
        JsonPointer place = JsonPointer.compile(pointer);
        JsonNode parent = document.at(place.head());
        if (parent instanceof ArrayNode list) {
            list.set(place.last().getMatchingIndex(), tree(json));
        } else {
            ((ObjectNode) parent).set(place.last().getMatchingProperty(), tree(json));
        }
        return document.toString();
    }

    static RequestReading read(String text) {
        return READER.read(text.getBytes(StandardCharsets.UTF_8));
    }

    static RequestReading read(byte[] content) {
        return READER.read(content);
    }

    static ProvisionRequest accepted(String text) {
        return (ProvisionRequest) acceptedOfAnyKind(text);
    }

    static Request acceptedOfAnyKind(String text) {
        RequestReading reading = read(text);
        assertThat(reading).isInstanceOf(RequestReading.Accepted.class);
        return ((RequestReading.Accepted) reading).request();
    }

    static List<Fault> faults(String text) {
        return faults(read(text));
    }

    static List<Fault> faults(RequestReading reading) {
        assertThat(reading).isInstanceOf(RequestReading.Faulty.class);
        return ((RequestReading.Faulty) reading).faults();
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }
}
