package dev.sallyport.request;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import dev.sallyport.grammar.NearestName;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts what the schema validator found into words. What would be right is the description in the schema, next to the
 * keyword that failed, so that the schema alone says what is allowed.
 */
final class SchemaFaults {
    /** Here somebody may have put the secret itself. */
    private static final String NEVER_SHOWN = "/consent/ownClient/clientSecret";

    private final JsonNode schema;

    SchemaFaults(JsonNode schema) {
        this.schema = schema;
    }

    Fault translate(ValidationMessage message) {
        JsonPointer keyword =
                JsonPointer.compile(message.getSchemaLocation().getFragment().toString());
        JsonNode rule = schema.at(keyword.head());
        String place = message.getInstanceLocation().toString();
        return switch (message.getType()) {
            case "additionalProperties" -> unknownMember(place, message.getProperty(), rule);
            case "required" -> missingMember(place, message.getProperty(), rule);
            case "minProperties", "maxProperties" -> new Fault(place, count(message), firstSentence(rule));
            default -> new Fault(place, met(place, message, rule), firstSentence(rule));
        };
    }

    private static Fault unknownMember(String object, String name, JsonNode rule) {
        List<String> known = memberNames(rule);
        String expected = NearestName.of(name, known)
                .map(nearest -> "perhaps " + nearest + " was meant")
                .orElse(known.isEmpty() ? "an empty object" : "one of " + String.join(", ", known));
        return new Fault(child(object, name), "unknown member " + Wording.quoted(name), expected);
    }

    private Fault missingMember(String object, String name, JsonNode rule) {
        JsonNode member = rule.path("properties").path(name);
        JsonNode described =
                member.has("$ref") ? schema.at(member.path("$ref").textValue().substring(1)) : member;
        return new Fault(child(object, name), "is missing", firstSentence(described));
    }

    private static String count(ValidationMessage message) {
        int members = message.getInstanceNode().size();
        return members == 0 ? "is an empty object" : "has " + members + " members";
    }

    private static String met(String place, ValidationMessage message, JsonNode rule) {
        JsonNode value = message.getInstanceNode();
        if (place.endsWith(NEVER_SHOWN)) {
            return "is not of the form expected (not shown here, for it may be a secret)";
        }
        return switch (message.getType()) {
            case "type" ->
                "is " + (value.isContainerNode() ? Wording.kind(value) : Wording.of(value)) + typeNote(value, rule);
            case "minItems" -> value.isEmpty() ? "is an empty list" : "has " + value.size() + " entries";
            case "maxItems" -> "has " + value.size() + " entries";
            case "maxLength" -> "has " + value.textValue().length() + " characters";
            default -> "is " + Wording.of(value);
        };
    }

    /** A number in quotes looks right to a person who is told only that it is wrong. */
    private static String typeNote(JsonNode value, JsonNode rule) {
        boolean quotedNumber = value.isTextual() && rule.path("type").asText().equals("integer");
        boolean quotedTruth = value.isTextual() && rule.path("type").asText().equals("boolean");
        return quotedNumber || quotedTruth ? ", a text" : "";
    }

    private static List<String> memberNames(JsonNode rule) {
        List<String> names = new ArrayList<>();
        rule.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String firstSentence(JsonNode rule) {
        if (rule.path("type").asText().equals("object")
                && rule.path("minProperties").isMissingNode()) {
            return "an object, in braces";
        }
        String description = rule.path("description").asText();
        int end = description.indexOf(". ");
        return end < 0 ? description : description.substring(0, end);
    }

    private static String child(String object, String name) {
        return JsonPointer.compile(object).appendProperty(name).toString();
    }
}
