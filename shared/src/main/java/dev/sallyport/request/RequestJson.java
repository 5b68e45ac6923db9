package dev.sallyport.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A request's text as JSON.
 *
 * @param repeatedMembers a fault for each member that stands twice in its object, which JSON leaves undefined
 */
record RequestJson(JsonNode document, List<Fault> repeatedMembers) {
    /** The schema needs five levels; more than this is an attack or an accident. */
    static final int DEEPEST = 32;

    static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    static RequestJson parse(String text) throws Unreadable {
        try {
            JsonNode document = MAPPER.readTree(text);
            return new RequestJson(document, repeatedMembers(text));
        } catch (JsonProcessingException e) {
            throw JsonFault.of(e, text);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private static List<Fault> repeatedMembers(String text) throws IOException {
        List<Fault> faults = new ArrayList<>();
        Deque<Set<String>> objects = new ArrayDeque<>();
        try (JsonParser parser = MAPPER.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    objects.push(new HashSet<>());
                } else if (token == JsonToken.END_OBJECT) {
                    objects.pop();
                } else if (token == JsonToken.FIELD_NAME && !objects.element().add(parser.currentName())) {
                    faults.add(new Fault(
                            parser.getParsingContext().pathAsPointer().toString(),
                            "stands in its object a second time, in line "
                                    + parser.currentTokenLocation().getLineNr(),
                            "each member once"));
                }
            }
        }
        return faults;
    }
}
