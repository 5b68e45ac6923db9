package dev.sallyport.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.sallyport.finding.Controls;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** By the schema of OASIS SARIF 2.1.0, and the sections of it that are named. */
class ComplianceSarifTest {
    private static final ObjectNode LOG = ComplianceSarif.of(List.of(Known.broken(), Known.healthy()));
    private static final JsonNode RUN = LOG.at("/runs/0");
    private static final JsonNode DRIVER = RUN.at("/tool/driver");

    @Test
    void theSchemaOfTheFormatFindsNoFault() throws IOException {
        assertThat(faults(LOG)).isEmpty();
        assertThat(faults(ComplianceSarif.of(List.of()))).isEmpty();
    }

    @Test
    void ofAnotherLogItDoes() throws IOException {
        ObjectNode log = LOG.deepCopy();
        ((ObjectNode) log.at("/runs/0/results/0")).put("severity", "high");

        assertThat(faults(log)).singleElement().asString().contains("results[0]", "'severity'");
    }

    /** Sections 3.49.3, 3.49.9, 3.49.13 and 3.50.3. */
    @Test
    void everyControlIsARuleOfItsOwnWithTextsAndALevel() {
        assertThat(elements(DRIVER.path("rules"))).hasSameSizeAs(Controls.all()).allSatisfy(rule -> {
            assertThat(rule.path("id").asText()).isNotBlank();
            assertThat(rule.at("/shortDescription/text").asText()).isNotBlank();
            assertThat(rule.at("/help/text").asText()).isNotBlank();
            assertLevel(rule.at("/defaultConfiguration/level"));
        });
        assertThat(elements(DRIVER.path("rules")))
                .extracting(rule -> rule.path("id").asText())
                .doesNotHaveDuplicates();
    }

    /** Sections 3.27.5, 3.27.10, 3.27.11 and 3.27.17; of a message section 3.11.8. */
    @Test
    void everyOpenFindingIsAResultWithAMessageOfARuleThatIsThere() {
        JsonNode result = onlyResult();

        assertThat(result.at("/message/text").asText()).startsWith("the rule ");
        assertThat(elements(DRIVER.path("rules")))
                .extracting(rule -> rule.path("id").asText())
                .contains(result.path("ruleId").asText());
        assertLevel(result.path("level"));
        assertThat(result.path("level").asText()).isEqualTo("error");
        assertThat(result.path("partialFingerprints").properties())
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.getValue().isTextual()).isTrue());
    }

    /** Sections 3.28.4, 3.33.4, 3.33.5 and 3.33.7. */
    @Test
    void aResultNamesTheResourceAsALogicalLocation() {
        JsonNode place = onlyResult().at("/locations/0/logicalLocations/0");

        assertThat(place.path("name").asText()).startsWith("firewalls/");
        assertThat(place.path("fullyQualifiedName").asText()).startsWith("lab-project/lab/firewalls/");
        assertThat(place.path("kind").asText()).isEqualTo("resource");
    }

    @Test
    void whereNothingIsOpenThereAreNoResults() {
        JsonNode results = ComplianceSarif.of(List.of(Known.healthy())).at("/runs/0/results");

        assertThat(results.isArray()).isTrue();
        assertThat(results).isEmpty();
    }

    private static JsonNode onlyResult() {
        assertThat(RUN.path("results")).hasSize(1);
        return RUN.at("/results/0");
    }

    private static void assertLevel(JsonNode level) {
        assertThat(Set.of("none", "note", "warning", "error")).contains(level.asText());
    }

    private static Collection<ValidationMessage> faults(ObjectNode log) throws IOException {
        try (InputStream schema = ComplianceSarif.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            return JsonSchemaFactory.getInstance(VersionFlag.V7)
                    .getSchema(schema)
                    .validate(log);
        }
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
