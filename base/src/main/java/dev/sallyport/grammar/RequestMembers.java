package dev.sallyport.grammar;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.grammar.RequestKeys.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Puts {@code key=value} into the members of a provision request. */
final class RequestMembers {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");
    private static final Set<String> TRUTHS = Set.of("true", "false");

    private final RequestKeys keys;
    private final ObjectNode wanted = JsonNodeFactory.instance.objectNode();
    private final Set<String> seen = new HashSet<>();

    RequestMembers(RequestKeys keys) {
        this.keys = keys;
    }

    void add(String word) throws Misunderstanding {
        int equals = word.indexOf('=');
        if (equals < 1) {
            throw new Misunderstanding(Words.shown(word) + " is no key=value", "such as region=us-central1");
        }
        String key = word.substring(0, equals);
        Kind kind = kind(key);
        if (!seen.add(key)) {
            throw new Misunderstanding(key + " is there twice", "each key once");
        }
        put(key, kind, word.substring(equals + 1));
    }

    ObjectNode complete() throws Misunderstanding {
        List<String> missing =
                keys.required().stream().filter(key -> !seen.contains(key)).toList();
        if (!missing.isEmpty()) {
            throw new Misunderstanding(
                    String.join(" and ", missing) + (missing.size() == 1 ? " is missing" : " are missing"),
                    String.join("=... ", missing) + "=...");
        }
        return wanted;
    }

    private Kind kind(String key) throws Misunderstanding {
        Optional<Kind> kind = keys.kindOf(key);
        if (kind.isEmpty()) {
            throw new Misunderstanding(
                    "there is no " + Words.shown(key) + " in a request",
                    NearestName.of(key, keys.names())
                            .map(nearest -> "perhaps " + nearest + " was meant")
                            .orElse("one of the request's members, such as region or instanceGroup.size"));
        }
        return kind.get();
    }

    private void put(String key, Kind kind, String value) throws Misunderstanding {
        int dot = key.lastIndexOf('.');
        ObjectNode object = dot < 0 ? wanted : object(key.substring(0, dot));
        String member = key.substring(dot + 1);
        switch (kind) {
            case TEXT -> object.put(member, value);
            case NUMBER -> object.put(member, number(key, value));
            case TRUTH -> object.put(member, truth(key, value));
            case LIST -> List.of(value.split(",")).forEach(object.putArray(member)::add);
        }
    }

    private ObjectNode object(String path) {
        ObjectNode object = wanted;
        for (String name : path.split("\\.")) {
            object = object.withObjectProperty(name);
        }
        return object;
    }

    private static int number(String key, String value) throws Misunderstanding {
        if (!NUMBER.matcher(value).matches()) {
            throw new Misunderstanding(key + " is " + Words.shown(value), "a whole number");
        }
        return Integer.parseInt(value);
    }

    private static boolean truth(String key, String value) throws Misunderstanding {
        if (!TRUTHS.contains(value)) {
            throw new Misunderstanding(key + " is " + Words.shown(value), "true or false");
        }
        return Boolean.parseBoolean(value);
    }
}
