package dev.sallyport.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * What a provision request can say in the form {@code key=value}: the members of its schema that are a text, a number, a
 * truth value or a list of texts, under names such as {@code instanceGroup.size}.
 */
final class RequestKeys {
    private static final String SCHEMA = "request.schema.json";

    /** The verb and the name say these, or whoever publishes the request. */
    private static final Set<String> SAID_OTHERWISE = Set.of("action", "deployment", "requestId", "by");

    private final JsonNode schema;
    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private final List<String> required;

    /** What a value is. */
    enum Kind {
        TEXT,
        NUMBER,
        TRUTH,
        LIST
    }

    private RequestKeys(JsonNode schema) {
        this.schema = schema;
        JsonNode provision = schema.at("/$defs/provision");
        addMembers("", provision);
        required = StreamSupport.stream(provision.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .filter(kinds::containsKey)
                .toList();
    }

    static RequestKeys load() {
        try (InputStream resource = RequestKeys.class.getResourceAsStream(SCHEMA)) {
            return new RequestKeys(new ObjectMapper().readTree(resource));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + SCHEMA, e);
        }
    }

    Optional<Kind> kindOf(String key) {
        return Optional.ofNullable(kinds.get(key));
    }

    Set<String> names() {
        return kinds.keySet();
    }

    /** Those without which there is no request. */
    List<String> required() {
        return required;
    }

    private void addMembers(String prefix, JsonNode object) {
        object.path("properties").properties().forEach(member -> {
            String name = prefix + member.getKey();
            if (!SAID_OTHERWISE.contains(name)) {
                add(name, resolved(member.getValue()));
            }
        });
    }

    private void add(String name, JsonNode member) {
        if (member.has("properties")) {
            addMembers(name + ".", member);
        } else {
            kind(member).ifPresent(kind -> kinds.put(name, kind));
        }
    }

    private Optional<Kind> kind(JsonNode member) {
        JsonNode type = member.path("type");
        if (member.has("const")) {
            return Optional.of(member.path("const").isBoolean() ? Kind.TRUTH : Kind.NUMBER);
        }
        if (type.isArray() || member.has("enum")) {
            return Optional.of(Kind.TEXT);
        }
        return switch (type.asText()) {
            case "string" -> Optional.of(Kind.TEXT);
            case "integer", "number" -> Optional.of(Kind.NUMBER);
            case "boolean" -> Optional.of(Kind.TRUTH);
            case "array" ->
                Optional.of(Kind.LIST)
                        .filter(list -> resolved(member.path("items"))
                                .path("type")
                                .asText()
                                .equals("string"));
            default -> Optional.empty();
        };
    }

    private JsonNode resolved(JsonNode member) {
        String reference = member.path("$ref").asText();
        return reference.startsWith("#") ? schema.at(reference.substring(1)) : member;
    }
}
