package dev.sallyport.launcher.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.finding.Compliance;
import dev.sallyport.finding.Control;
import dev.sallyport.finding.Controls;
import dev.sallyport.finding.Finding;
import dev.sallyport.finding.Severity;
import java.util.List;

/** Open findings in the Static Analysis Results Interchange Format (OASIS SARIF 2.1.0). */
public final class ComplianceSarif {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private ComplianceSarif() {}

    public static ObjectNode of(List<Compliance> known) {
        ObjectNode log = JSON.createObjectNode().put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "Sallyport");
        ArrayNode rules = driver.putArray("rules");
        Controls.all().forEach(control -> rule(rules.addObject(), control));
        ArrayNode results = run.putArray("results");
        known.forEach(
                compliance -> compliance.open().forEach(finding -> result(results.addObject(), compliance, finding)));
        return log;
    }

    private static void rule(ObjectNode rule, Control control) {
        rule.put("id", control.id());
        rule.putObject("shortDescription").put("text", control.title());
        rule.putObject("help").put("text", control.remedy());
        rule.putObject("defaultConfiguration").put("level", level(control.severity()));
        control.benchmark().ifPresent(number -> rule.putObject("properties").put("cisGoogleCloud", number));
    }

    private static void result(ObjectNode result, Compliance compliance, Finding finding) {
        result.put("ruleId", finding.last().control()).put("level", level(finding.severity()));
        result.putObject("message").put("text", finding.last().seen());
        ObjectNode place = result.putArray("locations")
                .addObject()
                .putArray("logicalLocations")
                .addObject();
        place.put("name", finding.last().subject())
                .put(
                        "fullyQualifiedName",
                        compliance.project() + "/" + compliance.deployment() + "/"
                                + finding.last().subject())
                .put("kind", "resource");
        result.putObject("partialFingerprints").put("sallyport/v1", compliance.deployment() + " " + finding.key());
        ObjectNode properties = result.putObject("properties")
                .put("severity", finding.severity().toString())
                .put("opened", finding.opened().toString());
        ObjectNode evidence = properties.putObject("evidence");
        finding.last().evidence().forEach(evidence::put);
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case LOW -> "note";
            case MEDIUM -> "warning";
            case HIGH, CRITICAL -> "error";
        };
    }
}
