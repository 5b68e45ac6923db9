package dev.sallyport.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.finding.Controls;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** By the sections of OASIS SARIF 2.1.0 that are named. */
class ComplianceSarifTest {
    private static final ObjectNode LOG = ComplianceSarif.of(List.of(Known.broken(), Known.healthy()));
    private static final JsonNode RUN = LOG.at("/runs/0");
    private static final JsonNode DRIVER = RUN.at("/tool/driver");

    /** Sections 3.13.2, 3.13.4, 3.14.6, 3.14.23, 3.18.2 and 3.19.8. */
    @Test
    void theLogHasWhatALogMustHave() {
        assertThat(LOG.path("version").asText()).isEqualTo("2.1.0");
        assertThat(LOG.path("runs").isArray()).isTrue();
        assertThat(RUN.path("tool").isObject()).isTrue();
        assertThat(DRIVER.path("name").asText()).isNotBlank();
        assertThat(RUN.path("results").isArray()).isTrue();
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

    /** The schema allows no others; what is Sallyport's own is in property bags, section 3.8. */
    @Test
    void noObjectHasPropertiesThatTheFormatDoesNotKnow() {
        assertNames(LOG, "version", "runs");
        assertNames(RUN, "tool", "results");
        assertNames(RUN.path("tool"), "driver");
        assertNames(DRIVER, "name", "rules");
        elements(DRIVER.path("rules"))
                .forEach(rule ->
                        assertNames(rule, "id", "shortDescription", "help", "defaultConfiguration", "properties"));
        assertNames(onlyResult(), "ruleId", "level", "message", "locations", "partialFingerprints", "properties");
        assertNames(onlyResult().path("message"), "text");
        assertNames(onlyResult().at("/locations/0"), "logicalLocations");
        assertNames(onlyResult().at("/locations/0/logicalLocations/0"), "name", "fullyQualifiedName", "kind");
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

    private static void assertNames(JsonNode object, String... known) {
        assertThat(object.isObject()).isTrue();
        assertThat(Set.of(known)).containsAll(() -> object.fieldNames());
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
