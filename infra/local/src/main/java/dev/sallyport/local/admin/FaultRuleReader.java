package dev.sallyport.local.admin;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.local.api.ApiException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Reads a rule, and names everything that is wrong with it at once. */
final class FaultRuleReader {
    private static final Set<String> OF_CALLS = Set.of("error", "latency", "lostAnswer");
    private static final Set<String> OF_DELIVERY = Set.of("duplicate", "delay", "reorder");
    private static final Set<String> WHICH_CALLS = Set.of("service", "method", "resource", "resourceRegex");
    private static final Set<String> WHICH_SUBSCRIPTIONS = Set.of("subscription");
    private static final Set<String> WHEN = Set.of("after", "count", "perMinute", "probability", "seed");
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final String KINDS = "exactly one of error, latency, lostAnswer, duplicate, delay, reorder";

    private final JsonNode json;
    private final List<String> problems = new ArrayList<>();

    private FaultRuleReader(JsonNode json) {
        this.json = json;
    }

    /**
     * @throws ApiException if it is no rule; the message has a line for each fault
     */
    static FaultRule read(JsonNode json) {
        FaultRuleReader reader = new FaultRuleReader(json);
        Optional<FaultRule> rule = reader.rule();
        if (!reader.problems.isEmpty()) {
            throw ApiException.badRequest(String.join("\n", reader.problems));
        }
        return rule.orElseThrow();
    }

    private Optional<FaultRule> rule() {
        if (!json.isObject()) {
            wrong("", "is no object", "a rule");
            return Optional.empty();
        }
        requireKnownMembers();
        Optional<Fault> fault = fault();
        boolean regex = json.has("resourceRegex");
        if (regex && json.has("resource")) {
            wrong("/resourceRegex", "stands beside resource", "one of them");
        }
        long after = whole("after", 0).orElse(0);
        OptionalLong count = whole("count", 1);
        OptionalLong perMinute = whole("perMinute", 0);
        double probability = probability();
        long seed = whole("seed", Long.MIN_VALUE).orElse(0);
        Optional<String> service = text("service");
        Optional<NamePattern> method = text("method").map(NamePattern::glob);
        Optional<NamePattern> resource = resource(regex);
        return fault.map(known ->
                new FaultRule(service, method, resource, regex, after, count, perMinute, probability, seed, known));
    }

    private Optional<Fault> fault() {
        List<String> kinds = Stream.concat(OF_CALLS.stream(), OF_DELIVERY.stream())
                .filter(json::has)
                .sorted()
                .toList();
        if (kinds.size() != 1) {
            wrong("", kinds.isEmpty() ? "says not what to do" : "says " + String.join(" and ", kinds), KINDS);
            return Optional.empty();
        }
        String kind = kinds.get(0);
        return switch (kind) {
            case "error" -> new FailureReader(json.get(kind), problems).read().map(Fault.class::cast);
            case "latency" -> duration(kind).map(Fault.Latency::new);
            case "delay" -> duration(kind).map(Fault.Delay::new);
            case "reorder" -> duration(kind).map(Fault.Reorder::new);
            case "lostAnswer" -> onlyTrue(kind, new Fault.LostAnswer());
            default -> onlyTrue(kind, new Fault.Duplicate());
        };
    }

    private void requireKnownMembers() {
        Set<String> which = OF_DELIVERY.stream().anyMatch(json::has) ? WHICH_SUBSCRIPTIONS : WHICH_CALLS;
        json.fieldNames().forEachRemaining(name -> {
            if (Stream.of(which, WHEN, OF_CALLS, OF_DELIVERY).noneMatch(known -> known.contains(name))) {
                wrong("/" + name, "is not known here", listed(which) + ", " + listed(WHEN));
            }
        });
    }

    private Optional<NamePattern> resource(boolean regex) {
        try {
            return regex
                    ? text("resourceRegex").map(NamePattern::regex)
                    : text("resource").or(() -> text("subscription")).map(NamePattern::glob);
        } catch (PatternSyntaxException e) {
            wrong("/resourceRegex", "is no regular expression: " + e.getDescription(), "one as Java reads them");
            return Optional.empty();
        }
    }

    private Optional<String> text(String name) {
        if (!json.has(name)) {
            return Optional.empty();
        }
        if (!json.get(name).isTextual() || json.get(name).asText().isEmpty()) {
            wrong("/" + name, "is no text", "a name");
            return Optional.empty();
        }
        return Optional.of(json.get(name).asText());
    }

    private OptionalLong whole(String name, long least) {
        JsonNode value = json.path(name);
        if (value.isMissingNode()) {
            return OptionalLong.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < least) {
            wrong(
                    "/" + name,
                    "is " + value,
                    least == Long.MIN_VALUE ? "a whole number" : "a whole number from " + least);
            return OptionalLong.empty();
        }
        return OptionalLong.of(value.asLong());
    }

    private double probability() {
        JsonNode value = json.path("probability");
        if (value.isMissingNode()) {
            return 1;
        }
        if (!value.isNumber() || value.asDouble() <= 0 || value.asDouble() > 1) {
            wrong("/probability", "is " + value, "a number above 0, at most 1");
        }
        return value.asDouble();
    }

    private Optional<Duration> duration(String name) {
        JsonNode value = json.get(name);
        try {
            Duration duration = Duration.parse(value.asText());
            if (!duration.isNegative() && !duration.isZero() && duration.compareTo(LONGEST) <= 0) {
                return Optional.of(duration);
            }
        } catch (DateTimeParseException e) {
            // Not a duration is as wrong as one of the wrong length.
        }
        wrong("/" + name, "is " + value, "an ISO 8601 duration of at most an hour, such as PT2S");
        return Optional.empty();
    }

    private Optional<Fault> onlyTrue(String name, Fault fault) {
        if (!json.get(name).isBoolean() || !json.get(name).asBoolean()) {
            wrong("/" + name, "is " + json.get(name), "true");
        }
        return Optional.of(fault);
    }

    private void wrong(String pointer, String problem, String expected) {
        problems.add((pointer.isEmpty() ? "the rule" : pointer) + ": " + problem + " (expected: " + expected + ")");
    }

    private static String listed(Set<String> names) {
        return names.stream().sorted().collect(joining(", "));
    }
}
