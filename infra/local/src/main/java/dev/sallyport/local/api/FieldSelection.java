package dev.sallyport.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The partial response of the {@code fields} parameter: {@code kind,items(id,name),page/next}; {@code *} stands for any
 * member. Grammar: "Partial response" in Google's Compute Engine performance tips.
 */
final class FieldSelection {
    private final Map<String, FieldSelection> members = new LinkedHashMap<>();

    static FieldSelection parse(String fields) {
        FieldSelection selection = new FieldSelection();
        int end = selection.parseList(fields, 0);
        if (end != fields.length()) {
            throw invalid(fields);
        }
        return selection;
    }

    /** Only what is selected. */
    JsonNode of(JsonNode json) {
        if (members.isEmpty() || json.isValueNode()) {
            return json;
        }
        if (json.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            json.forEach(item -> list.add(of(item)));
            return list;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        json.properties().forEach(member -> {
            FieldSelection inner = members.getOrDefault(member.getKey(), members.get("*"));
            if (inner != null) {
                object.set(member.getKey(), inner.of(member.getValue()));
            }
        });
        return object;
    }

    /** Reads members until the text or the brackets end; returns where that is. */
    private int parseList(String text, int from) {
        int at = from;
        while (true) {
            at = parseMember(text, at);
            if (at >= text.length() || text.charAt(at) != ',') {
                return at;
            }
            at++;
        }
    }

    private int parseMember(String text, int from) {
        int at = from;
        while (at < text.length() && "/(),".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String name = text.substring(from, at).trim();
        if (name.isEmpty()) {
            throw invalid(text);
        }
        FieldSelection inner = members.computeIfAbsent(name, key -> new FieldSelection());
        if (at < text.length() && text.charAt(at) == '/') {
            return inner.parseMember(text, at + 1);
        }
        if (at < text.length() && text.charAt(at) == '(') {
            int end = inner.parseList(text, at + 1);
            if (end >= text.length() || text.charAt(end) != ')') {
                throw invalid(text);
            }
            return end + 1;
        }
        return at;
    }

    private static ApiException invalid(String fields) {
        return ApiException.badRequest("Invalid field selection " + fields);
    }
}
