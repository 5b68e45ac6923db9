package dev.sallyport.finding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.failure.Poison;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** What re-checks know of a deployment, as JSON and back. */
public final class ComplianceJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ComplianceJson() {}

    public static ObjectNode write(Compliance compliance) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("deployment", compliance.deployment())
                .put("project", compliance.project())
                .put("generation", compliance.generation());
        compliance.checked().ifPresent(at -> node.put("checked", at.toString()));
        List.of("open", "closed", "repairs", "mutes", "days").forEach(node::putArray);
        compliance.open().forEach(finding -> write(node.withArray("open"), finding));
        compliance.closed().forEach(finding -> write(node.withArray("closed"), finding));
        compliance
                .repairs()
                .forEach(past -> node.withArray("repairs")
                        .addObject()
                        .put("finding", past.finding())
                        .put("at", past.at().toString()));
        compliance
                .mutes()
                .forEach(mute -> node.withArray("mutes")
                        .addObject()
                        .put("control", mute.control())
                        .put("who", mute.who())
                        .put("reason", mute.reason())
                        .put("until", mute.until().toString()));
        compliance
                .days()
                .forEach(day -> node.withArray("days")
                        .addObject()
                        .put("date", day.date().toString())
                        .put("checks", day.checks())
                        .put("clean", day.clean())
                        .put("most", day.most()));
        return node;
    }

    private static void write(ArrayNode findings, Finding finding) {
        ObjectNode node = findings.addObject()
                .put("control", finding.last().control())
                .put("subject", finding.last().subject())
                .put("severity", finding.severity().toString())
                .put("seen", finding.last().seen());
        ObjectNode evidence = node.putObject("evidence");
        finding.last().evidence().forEach(evidence::put);
        node.put("opened", finding.opened().toString())
                .put("changed", finding.changed().toString())
                .put("lastSeen", finding.lastSeen().toString());
        finding.closed().ifPresent(at -> node.put("closed", at.toString()));
        finding.repairs().forEach(at -> node.withArray("repairs").add(at.toString()));
        node.put("told", finding.told()).put("stuck", finding.stuck());
    }

    /**
     * @throws Poison if it is not what {@link #write} gives
     */
    public static Compliance read(String json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            return new Compliance(
                    text(node, "deployment"),
                    text(node, "project"),
                    node.path("generation").asLong(),
                    optionalTime(node, "checked"),
                    findings(node.path("open")),
                    findings(node.path("closed")),
                    all(
                            node.path("repairs"),
                            past -> new Compliance.PastRepair(text(past, "finding"), time(past, "at"))),
                    all(
                            node.path("mutes"),
                            mute -> new Mute(
                                    text(mute, "control"),
                                    text(mute, "who"),
                                    text(mute, "reason"),
                                    time(mute, "until"))),
                    all(
                            node.path("days"),
                            day -> new CheckedDay(
                                    LocalDate.parse(text(day, "date")),
                                    day.path("checks").asLong(),
                                    day.path("clean").asLong(),
                                    day.path("most").asLong())));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new Poison("what is known of findings cannot be understood: " + e.getMessage());
        }
    }

    /** Those of controls that there are: what a later version looks for, an earlier one cannot tell of. */
    private static List<Finding> findings(JsonNode array) {
        return all(array, ComplianceJson::finding).stream()
                .filter(finding -> Controls.find(finding.last().control()).isPresent())
                .toList();
    }

    private static Finding finding(JsonNode node) {
        Map<String, String> evidence = new TreeMap<>();
        node.path("evidence")
                .properties()
                .forEach(entry -> evidence.put(entry.getKey(), entry.getValue().asText()));
        return new Finding(
                new Observation(text(node, "control"), text(node, "subject"), text(node, "seen"), evidence),
                Severity.valueOf(text(node, "severity").toUpperCase(Locale.ROOT)),
                time(node, "opened"),
                time(node, "changed"),
                time(node, "lastSeen"),
                optionalTime(node, "closed"),
                all(node.path("repairs"), at -> Instant.parse(at.asText())),
                node.path("told").asBoolean(),
                node.path("stuck").asBoolean());
    }

    private static <T> List<T> all(JsonNode array, Function<JsonNode, T> entry) {
        List<T> entries = new ArrayList<>();
        array.forEach(element -> entries.add(entry.apply(element)));
        return entries;
    }

    private static Instant time(JsonNode node, String name) {
        return Instant.parse(text(node, name));
    }

    private static Optional<Instant> optionalTime(JsonNode node, String name) {
        return node.has(name) ? Optional.of(time(node, name)) : Optional.empty();
    }

    private static String text(JsonNode node, String name) {
        if (!node.path(name).isTextual()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return node.path(name).textValue();
    }
}
