package dev.sallyport.local.recorded;

import static dev.sallyport.local.recorded.Difference.Kind.EXTRA;
import static dev.sallyport.local.recorded.Difference.Kind.MISSING;
import static dev.sallyport.local.recorded.Difference.Kind.TIMING;
import static dev.sallyport.local.recorded.Difference.Kind.TYPE;
import static dev.sallyport.local.recorded.Difference.Kind.VALUE;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.local.recorded.Difference.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Compares the live answer of one exchange with the recorded one, field by field. */
final class Comparison {
    private static final Pattern PUBLIC_IMAGE =
            Pattern.compile("(projects/[a-z-]+-cloud/global/images/)(?!family/)[^/'$]+$");

    private final Rules rules;
    private final Placeholders placeholders;
    private final Exchange exchange;
    private final String collection;
    private final String type;
    private final List<Difference> found = new ArrayList<>();

    private Comparison(Rules rules, Placeholders placeholders, Exchange exchange) {
        this.rules = rules;
        this.placeholders = placeholders;
        this.exchange = exchange;
        this.collection = exchange.target().collection();
        this.type = exchange.answersOperation() ? "operation" : collection;
    }

    /** Learns what the placeholders of the recorded answer stand for. */
    static List<Difference> of(Rules rules, Placeholders placeholders, Exchange exchange, JsonNode live) {
        Comparison comparison = new Comparison(rules, placeholders, exchange);
        if (!(exchange.responseBody().isEmpty() && live.isEmpty())) {
            comparison.value(RecordedBody.of(exchange), live, "");
        }
        return comparison.found.stream()
                .filter(difference -> !difference.field().equals("error.errors[].message")
                        || comparison.found.stream()
                                .noneMatch(other -> other.field().equals("error.message")))
                .toList();
    }

    /** What a pair of elements would differ in; learns nothing. */
    private List<Difference> attempt(JsonNode recorded, JsonNode live, String path) {
        Comparison attempt = new Comparison(rules, placeholders.copy(), exchange);
        attempt.value(recorded, live, path);
        return attempt.found;
    }

    private void value(JsonNode recorded, JsonNode live, String path) {
        String field = path.substring(path.lastIndexOf('.') + 1);
        Optional<Pattern> form = recorded.isTextual() ? form(field, recorded.asText(), path) : Optional.empty();
        if (recorded.getNodeType() != live.getNodeType()) {
            add(TYPE, path, live.getNodeType() + " instead of " + recorded.getNodeType());
        } else if (form.isPresent()) {
            check(form.get().matcher(live.asText()).matches(), path, recorded, live);
        } else if (rules.isVolatile(field, path)) {
            return;
        } else if (path.equals("currentActions")) {
            currentActions(recorded, live);
        } else if (recorded.isObject()) {
            object(recorded, live, path);
        } else if (recorded.isArray()) {
            array(recorded, live, path, field);
        } else {
            check(same(recorded, live), path, recorded, live);
        }
    }

    private boolean same(JsonNode recorded, JsonNode live) {
        if (recorded.isNumber()) {
            return recorded.decimalValue().compareTo(live.decimalValue()) == 0;
        }
        return recorded.isTextual() ? sameText(recorded.asText(), live.asText()) : recorded.equals(live);
    }

    private Optional<Pattern> form(String field, String recorded, String path) {
        boolean family = exchange.path().contains("/images/family/");
        if (family && path.equals("name") || family && path.equals("description")) {
            return Optional.of(Pattern.compile(".*", Pattern.DOTALL));
        }
        return rules.form(field, recorded);
    }

    private boolean sameText(String recorded, String live) {
        return placeholders.match(PUBLIC_IMAGE.matcher(recorded).replaceAll("$1\\${publicImageID}"), live);
    }

    private void check(boolean same, String path, JsonNode recorded, JsonNode live) {
        if (!same) {
            add(VALUE, path, "recorded " + recorded + ", got " + live);
        }
    }

    private void object(JsonNode recorded, JsonNode live, String path) {
        boolean scopes = path.equals("items") && exchange.path().contains("/aggregated/");
        for (String name : namesOf(recorded)) {
            String inner = path.isEmpty() ? name : path + "." + name;
            if (live.has(name)) {
                value(recorded.get(name), live.get(name), scopes ? "items.*" : inner);
            } else if (!scopes && !mayMiss(recorded.get(name), inner)) {
                add(MISSING, inner, "recorded " + recorded.get(name));
            }
        }
        for (String name : namesOf(live)) {
            String inner = path.isEmpty() ? name : path + "." + name;
            if (!recorded.has(name) && !scopes && !mayBeExtra(live.get(name), inner)) {
                add(EXTRA, inner, "got " + live.get(name));
            }
        }
    }

    /** The name first: it tells the name of an operation, which links have too. */
    private static List<String> namesOf(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        names.sort(
                Comparator.comparing((String name) -> !name.equals("name")).thenComparing(Comparator.naturalOrder()));
        return names;
    }

    private boolean mayMiss(JsonNode value, String path) {
        if (value.isContainerNode() && !value.isEmpty()) {
            return value.isArray()
                    ? stream(value).allMatch(element -> mayMiss(element, path + "[0]"))
                    : value.properties().stream()
                            .allMatch(member -> mayMiss(member.getValue(), path + "." + member.getKey()));
        }
        return exchange.beta() && rules.isOnlyBeta(collection, Difference.generic(path));
    }

    private boolean mayBeExtra(JsonNode value, String path) {
        return rules.isDropped(type, Difference.generic(path)) || mayMiss(value, path);
    }

    private void array(JsonNode recorded, JsonNode live, String path, String field) {
        if (path.equals("items") && collection.equals("routes")) {
            found.addAll(SubsetOfRoutes.differences(recorded, live, (a, b) -> attempt(a, b, path + "[0]")));
            return;
        }
        boolean everyRegion = field.equals("subnetworks") && collection.equals("networks") && recorded.size() > 2;
        JsonNode expected = everyRegion ? RecordedBody.regionless(recorded) : recorded;
        JsonNode actual = everyRegion ? RecordedBody.regionless(live) : live;
        if (expected.size() != actual.size()) {
            add(Kind.LENGTH, path, "recorded " + expected.size() + " elements, got " + actual.size());
        } else {
            elements(ElementOrder.of(expected, actual, this::alike), expected, actual, path, field);
        }
    }

    private boolean alike(JsonNode recorded, JsonNode live) {
        return attempt(recorded, live, "element.").stream().allMatch(Difference::isTiming);
    }

    private void elements(ElementOrder order, JsonNode recorded, JsonNode live, String path, String field) {
        if (order.isOther() && !rules.isUnordered(field)) {
            add(Kind.ORDER, path, "the same elements in another order");
        }
        for (int i = 0; i < recorded.size(); i++) {
            value(recorded.get(i), live.get(order.partnerOf(i)), path + "[" + i + "]");
        }
    }

    /** Where as many instances are under way, only in other states, it is for the server's speed. */
    private void currentActions(JsonNode recorded, JsonNode live) {
        TreeSet<String> names = new TreeSet<>(namesOf(recorded));
        names.addAll(namesOf(live));
        names.stream()
                .filter(name -> recorded.has(name) != live.has(name))
                .forEach(name -> add(recorded.has(name) ? MISSING : EXTRA, "currentActions." + name, ""));
        boolean blanked = stream(recorded).allMatch(count -> count.asInt() == 1);
        if (!blanked && !recorded.equals(live)) {
            found.add(new Difference(
                    total(recorded) == total(live) ? TIMING : VALUE,
                    "currentActions",
                    "recorded " + recorded + ", got " + live));
        }
    }

    private static int total(JsonNode counts) {
        return stream(counts).mapToInt(JsonNode::asInt).sum();
    }

    private static Stream<JsonNode> stream(JsonNode container) {
        return StreamSupport.stream(container.spliterator(), false);
    }

    private void add(Kind kind, String path, String detail) {
        boolean timing = !exchange.isPoll() && rules.isTiming(type, Difference.generic(path));
        found.add(Difference.at(timing ? TIMING : kind, path, detail));
    }
}
