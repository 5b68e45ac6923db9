package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.grammar.Verb;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the document that says who may do what; {@code policy.schema.json} describes it. Whatever is odd in it is a
 * fault, for a policy guessed at would guard nothing.
 */
final class PolicyReader {
    private static final Pattern PERSON = Pattern.compile("slack:[UW][A-Z0-9]{2,20}|chat:users/[0-9]{1,30}");
    private static final Pattern PLACE =
            Pattern.compile("slack:[CDG][A-Z0-9]{2,20}|chat:spaces/[A-Za-z0-9_-]{1,60}|\\*");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final Pattern DEPLOYMENTS = Pattern.compile("[a-z0-9*-]{1,63}");

    private final Map<String, Set<String>> people = new LinkedHashMap<>();
    private final Map<String, Set<String>> groups = new LinkedHashMap<>();

    private PolicyReader() {}

    /**
     * @throws IllegalArgumentException if the document is not a policy; the first fault and its place are told
     */
    static Policy read(String document) {
        JsonNode policy = Json.read(document.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> fault("", "is not JSON", "a JSON object"));
        return new PolicyReader().policy(policy);
    }

    private Policy policy(JsonNode policy) {
        checkMembers("", policy, Set.of("people", "groups", "rules", "twoPeople"));
        policy.path("people").properties().forEach(person -> {
            String place = "/people/" + name("/people", person.getKey());
            people.put(person.getKey(), texts(place, person.getValue(), PolicyReader::person));
        });
        policy.path("groups").properties().forEach(group -> {
            String place = "/groups/" + name("/groups", group.getKey());
            groups.put(group.getKey(), texts(place, group.getValue(), this::member));
        });
        return new Policy(
                people,
                groups,
                list("/rules", policy.path("rules"), this::rule),
                list("/twoPeople", policy.path("twoPeople"), this::matterAlone));
    }

    private Policy.Rule rule(String place, JsonNode rule) {
        checkMembers(place, rule, Set.of("who", "where", "verbs", "deployments"));
        return new Policy.Rule(
                texts(place + "/who", rule.path("who"), this::who),
                rule.has("where") ? texts(place + "/where", rule.path("where"), PolicyReader::where) : Set.of("*"),
                matter(place, rule));
    }

    private Policy.Matter matterAlone(String place, JsonNode matter) {
        checkMembers(place, matter, Set.of("verbs", "deployments"));
        return matter(place, matter);
    }

    private static Policy.Matter matter(String place, JsonNode matter) {
        Set<Verb> verbs = EnumSet.noneOf(Verb.class);
        texts(place + "/verbs", matter.path("verbs"), PolicyReader::verb)
                .forEach(word -> Stream.of(Verb.values())
                        .filter(verb -> word.equals("*") || word.equals(verb.word()))
                        .forEach(verbs::add));
        return new Policy.Matter(
                verbs,
                matter.has("deployments")
                        ? texts(place + "/deployments", matter.path("deployments"), PolicyReader::deployments)
                        : Set.of("*"));
    }

    private String who(String text) {
        return text.equals("*") || text.startsWith("group:") && groups.containsKey(text.substring(6))
                ? ""
                : member(text);
    }

    /** A group in a group could contain itself. */
    private String member(String text) {
        return text.startsWith("person:") && people.containsKey(text.substring(7)) ? "" : person(text);
    }

    private static String person(String text) {
        return PERSON.matcher(text).matches()
                ? ""
                : "somebody known here: slack:U..., chat:users/..., or person:NAME and group:NAME of this document";
    }

    private static String where(String text) {
        return PLACE.matcher(text).matches() ? "" : "a channel or space: slack:C..., chat:spaces/... or *";
    }

    private static String verb(String text) {
        boolean isKnown = text.equals("*")
                || Stream.of(Verb.values()).anyMatch(verb -> verb.word().equals(text));
        return isKnown
                ? ""
                : "* or one of "
                        + String.join(
                                ", ", Stream.of(Verb.values()).map(Verb::word).toList());
    }

    private static String deployments(String text) {
        return DEPLOYMENTS.matcher(text).matches() ? "" : "a deployment's name, in which * stands for any characters";
    }

    /** @param expectation what would be right, or an empty text if that is what it is */
    private static Set<String> texts(String place, JsonNode list, Function<String, String> expectation) {
        Set<String> texts = new LinkedHashSet<>();
        for (JsonNode entry : list) {
            String expected = entry.isTextual() ? expectation.apply(entry.textValue()) : "a text";
            if (!expected.isEmpty()) {
                throw fault(place + "/" + texts.size(), "is " + entry, expected);
            }
            texts.add(entry.textValue());
        }
        if (!list.isArray() || texts.isEmpty()) {
            throw fault(place, list.isMissingNode() ? "is missing" : "is " + list, "a list that is not empty");
        }
        return texts;
    }

    private static <T> List<T> list(String place, JsonNode list, ListEntry<T> reader) {
        if (!list.isMissingNode() && !list.isArray()) {
            throw fault(place, "is " + list, "a list");
        }
        List<T> entries = new ArrayList<>();
        list.forEach(entry -> entries.add(reader.read(place + "/" + entries.size(), entry)));
        return List.copyOf(entries);
    }

    private interface ListEntry<T> {
        T read(String place, JsonNode entry);
    }

    private static String name(String place, String name) {
        if (!NAME.matcher(name).matches()) {
            throw fault(place, "has the member " + name, "names of lower-case letters, digits and hyphens");
        }
        return name;
    }

    private static void checkMembers(String place, JsonNode object, Set<String> known) {
        Optional<String> unknown = object.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !known.contains(name))
                .findFirst();
        if (!object.isObject() || unknown.isPresent()) {
            throw fault(
                    place,
                    unknown.map(name -> "has the member " + name).orElse("is no object"),
                    "an object with "
                            + String.join(", ", known.stream().sorted().toList()));
        }
    }

    private static IllegalArgumentException fault(String place, String problem, String expected) {
        return new IllegalArgumentException("SALLYPORT_CHAT_POLICY: " + (place.isEmpty() ? "the document" : place) + " "
                + problem + " (expected: " + expected + ")");
    }
}
