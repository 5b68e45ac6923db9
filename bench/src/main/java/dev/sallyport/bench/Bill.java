package dev.sallyport.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was used of a local cloud, as its page {@code /-/usage} counts it.
 *
 * @param calls of Google's APIs, by API and method: {@code compute firewalls.get}
 * @param documents of Firestore: {@code read}, {@code written}, {@code deleted}
 * @param messages {@code published} and {@code pushed}
 * @param runs of functions, by name
 * @param micros that functions ran, by name
 */
record Bill(
        Map<String, Long> calls,
        Map<String, Long> documents,
        Map<String, Long> messages,
        Map<String, Long> runs,
        Map<String, Long> micros) {
    private static final double MICROS = 1e6;

    static Bill of(JsonNode usage) {
        Map<String, Long> calls = new TreeMap<>();
        Map<String, Long> runs = new TreeMap<>();
        Map<String, Long> micros = new TreeMap<>();
        usage.path("calls")
                .properties()
                .forEach(api -> counts(api.getValue())
                        .forEach((method, count) -> calls.put(api.getKey() + " " + method, count)));
        usage.path("functions").properties().forEach(function -> {
            runs.put(function.getKey(), function.getValue().path("runs").asLong());
            micros.put(function.getKey(), function.getValue().path("micros").asLong());
        });
        return new Bill(calls, counts(usage.path("documents")), counts(usage.path("messages")), runs, micros);
    }

    Bill since(Bill before) {
        return new Bill(
                difference(calls, before.calls),
                difference(documents, before.documents),
                difference(messages, before.messages),
                difference(runs, before.runs),
                difference(micros, before.micros));
    }

    /** Calls of one API. */
    long calls(String api) {
        return calls.entrySet().stream()
                .filter(call -> call.getKey().startsWith(api + " "))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    long allRuns() {
        return runs.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Each run by itself; Cloud Run bills those that overlap in one instance once. */
    double functionSeconds() {
        return micros.values().stream().mapToLong(Long::longValue).sum() / MICROS;
    }

    private static Map<String, Long> counts(JsonNode node) {
        Map<String, Long> counts = new TreeMap<>();
        node.properties()
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue().asLong()));
        return counts;
    }

    private static Map<String, Long> difference(Map<String, Long> now, Map<String, Long> before) {
        Map<String, Long> difference = new TreeMap<>();
        now.forEach((what, count) -> {
            long more = count - before.getOrDefault(what, 0L);
            if (more != 0) {
                difference.put(what, more);
            }
        });
        return difference;
    }
}
