package dev.sallyport.local.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a google.api.http rule, such as <code>/v1/{name=projects/*&#47;topics/*}:publish</code>. Its grammar is
 * that of google/api/http.proto.
 */
final class PathTemplate {
    private static final Pattern FIRESTORE_DOCUMENT = Pattern.compile("projects/[^/]+/databases/[^/]+/documents/(.+)");

    private final List<String> segments;
    private final Map<String, Range> variables;
    private final String verb;
    private final int deep;

    /** Segments from first (inclusive) to last (exclusive) that make up a variable's value. */
    private record Range(int first, int last) {}

    private PathTemplate(List<String> segments, Map<String, Range> variables, String verb) {
        this.segments = List.copyOf(segments);
        this.variables = variables;
        this.verb = verb;
        this.deep = segments.indexOf("**");
    }

    static PathTemplate parse(String template) {
        int end = template.lastIndexOf('}');
        int colon = template.indexOf(':', Math.max(end, template.lastIndexOf('/')));
        String path = colon < 0 ? template : template.substring(0, colon);
        String verb = colon < 0 ? "" : template.substring(colon + 1);
        List<String> segments = new ArrayList<>();
        Map<String, Range> variables = new LinkedHashMap<>();
        int at = 1;
        while (at < path.length()) {
            boolean variable = path.charAt(at) == '{';
            int next = variable ? path.indexOf('}', at) + 1 : nextSlash(path, at);
            String token = path.substring(at, next);
            if (variable) {
                addVariable(token.substring(1, token.length() - 1), segments, variables);
            } else {
                segments.add(token);
            }
            at = next + 1;
        }
        return new PathTemplate(segments, variables, verb);
    }

    private static int nextSlash(String path, int from) {
        int slash = path.indexOf('/', from);
        return slash < 0 ? path.length() : slash;
    }

    private static void addVariable(String variable, List<String> segments, Map<String, Range> variables) {
        int equals = variable.indexOf('=');
        String name = equals < 0 ? variable : variable.substring(0, equals);
        String pattern = equals < 0 ? "*" : variable.substring(equals + 1);
        int first = segments.size();
        segments.addAll(List.of(pattern.split("/")));
        variables.put(name, new Range(first, segments.size()));
    }

    /** Values of the variables, percent-decoded, if the (encoded) path fits. */
    Optional<Map<String, String>> match(String path) {
        if (!verb.isEmpty() && !path.endsWith(":" + verb)) {
            return Optional.empty();
        }
        String bare = verb.isEmpty() ? path : path.substring(0, path.length() - verb.length() - 1);
        String[] actual = bare.substring(1).split("/", -1);
        int extra = actual.length - segments.size();
        if (deep < 0 ? extra != 0 : extra < -1) {
            return Optional.empty();
        }
        return fits(actual, extra)
                ? Optional.of(values(actual, extra)).filter(PathTemplate::namesWholeDocuments)
                : Optional.empty();
    }

    private boolean fits(String[] actual, int extra) {
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (segment.equals("**")) {
                continue;
            }
            String value = actual[shifted(i, extra)];
            if (segment.equals("*") ? value.isEmpty() : !segment.equals(value)) {
                return false;
            }
        }
        return true;
    }

    private Map<String, String> values(String[] actual, int extra) {
        Map<String, String> values = new LinkedHashMap<>();
        variables.forEach((name, range) -> {
            List<String> parts = new ArrayList<>();
            for (int i = shifted(range.first, extra); i < shifted(range.last, extra); i++) {
                parts.add(decode(actual[i]));
            }
            values.put(name, String.join("/", parts));
        });
        return values;
    }

    /**
     * Firestore's names alternate between collections and documents, and only that tells a document's path from a
     * collection's: {@code documents/rooms/a} is one, {@code documents/rooms/a/messages} a collection below it.
     */
    private static boolean namesWholeDocuments(Map<String, String> values) {
        return values.values().stream()
                .map(FIRESTORE_DOCUMENT::matcher)
                .filter(Matcher::matches)
                .allMatch(document -> document.group(1).split("/").length % 2 == 0);
    }

    private int shifted(int index, int extra) {
        return deep >= 0 && index > deep ? index + extra : index;
    }

    private static String decode(String segment) {
        try {
            return segment.indexOf('%') < 0
                    ? segment
                    : URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("Invalid percent encoding in path segment '" + segment + "'.");
        }
    }

    /** More literals first, then a verb before none: what is more special wins. */
    int specificity() {
        long literals =
                segments.stream().filter(segment -> !segment.startsWith("*")).count();
        return (int) literals * 4 + (verb.isEmpty() ? 0 : 2) + (deep < 0 ? 1 : 0);
    }

    /** Number of segments, or -1 if any number fits. */
    int length() {
        return deep < 0 ? segments.size() : -1;
    }

    Iterable<String> variables() {
        return variables.keySet();
    }
}
