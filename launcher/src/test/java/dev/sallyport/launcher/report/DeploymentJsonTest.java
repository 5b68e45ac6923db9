package dev.sallyport.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Phase;
import dev.sallyport.launcher.Snapshot;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeploymentJsonTest {
    private final JsonNode json = json(new Snapshot()
            .done("firewall", Map.of("rule", "web-allow-iap"))
            .failed("consent", "no organisation", "make a client")
            .evidence("certificate", true, "the one issued"));

    @Test
    void theDeploymentItselfIsAtTheTop() {
        assertThat(json.path("deployment").asText()).isEqualTo("web");
        assertThat(json.path("project").asText()).isEqualTo("web-project");
        assertThat(json.path("phase").asText()).isEqualTo("FAILED");
        assertThat(json.path("generation").asLong()).isEqualTo(1);
    }

    @Test
    void everyStageIsThereInTheBlueprintsOrder() {
        assertThat(json.path("stages").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(Blueprint.protectedApplication().stages().stream()
                        .map(StageName::value)
                        .toList());
    }

    @Test
    void aStageHasItsStateItsTimesAndItsOutputs() {
        assertThat(json.at("/stages/firewall")).isEqualTo(read("""
                        {"state": "DONE", "attempt": 1, "started": "2026-11-23T10:00:00Z",
                         "finished": "2026-11-23T10:00:00.800Z", "seconds": 0.8, "outputs": {"rule": "web-allow-iap"}}
                        """));
    }

    @Test
    void aStageThatHasNotStartedHasNoTimes() {
        assertThat(json.at("/stages/backend")).isEqualTo(read("""
                {"state": "PENDING", "attempt": 0, "outputs": {}}
                """));
    }

    @Test
    void aFailureHasItsReasonAndItsRemedy() {
        assertThat(json.at("/stages/consent/error")).isEqualTo(read("""
                {"message": "no organisation", "remedy": "make a client"}
                """));
    }

    @Test
    void evidenceSaysWhatWasSeenAndWhen() {
        assertThat(json.path("evidence")).isEqualTo(read("""
                        [{"check": "certificate", "passed": true, "seen": "the one issued", "at": "2026-11-23T10:00:05Z"}]
                        """));
    }

    private static JsonNode json(Snapshot snapshot) {
        return read(DeploymentJson.of(snapshot.in(Phase.FAILED)));
    }

    private static JsonNode read(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (java.io.IOException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
