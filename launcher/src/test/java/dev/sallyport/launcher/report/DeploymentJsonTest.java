package dev.sallyport.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Phase;
import dev.sallyport.launcher.Snapshot;
import dev.sallyport.local.watch.Answer.ByIap;
import dev.sallyport.local.watch.Answer.Served;
import dev.sallyport.local.watch.Attempt;
import dev.sallyport.local.watch.Guise;
import dev.sallyport.local.watch.Sighting;
import dev.sallyport.local.watch.Timeline;
import dev.sallyport.local.watch.Timeline.Course;
import dev.sallyport.local.watch.Timeline.Span;
import dev.sallyport.local.watch.WayIn;
import dev.sallyport.local.watch.WayIn.FrontEnd;
import dev.sallyport.local.watch.WayIn.Neighbour;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    @Test
    void whatStrangersGotIsThereForEachWayIn() {
        assertThat(json.path("exposure")).isEqualTo(read("""
                        {"attempts": 7, "firstByte": null, "troubles": [],
                         "ways": [{"way": "front-end", "rule": "projects/p/global/forwardingRules/r",
                                   "url": "https://203.0.113.5/", "address": "203.0.113.5", "port": 443,
                                   "guise": "replayed-assertion",
                                   "answers": [{"answer": "sign-in", "status": 302, "from": "2026-11-23T10:00:00Z",
                                                "to": "2026-11-23T10:00:02Z", "times": 7}]}]}
                        """));
    }

    @Test
    void anAnswerOfTheApplicationSaysWhenByWhichWayAndHowItBegins() {
        WayIn way = new Neighbour("projects/p/zones/z/instances/a", "projects/p/zones/z/instances/b", "10.0.0.2", 80);
        Sighting first = new Sighting(new Attempt(way, Guise.NONE), Snapshot.START, new Served(200, "hello"));

        JsonNode exposure = read(DeploymentJson.of(
                        new Snapshot().in(Phase.PROTECTED), new Timeline(List.of(), Optional.of(first), List.of())))
                .path("exposure");

        assertThat(exposure.path("firstByte")).isEqualTo(read("""
                        {"way": "neighbour", "from": "projects/p/zones/z/instances/a",
                         "instance": "projects/p/zones/z/instances/b", "address": "10.0.0.2", "port": 80,
                         "guise": "none", "at": "2026-11-23T10:00:00Z", "answer": "application", "status": 200,
                         "body": "hello"}
                        """));
    }

    private static JsonNode json(Snapshot snapshot) {
        WayIn way = new FrontEnd("projects/p/global/forwardingRules/r", "203.0.113.5", 443, true, "203.0.113.5", "/");
        Span span = new Span(new ByIap(302, true), Snapshot.START, Snapshot.START.plusSeconds(2), 7);
        Course course = new Course(new Attempt(way, Guise.REPLAYED_ASSERTION), List.of(span));
        return read(DeploymentJson.of(
                snapshot.in(Phase.FAILED), new Timeline(List.of(course), Optional.empty(), List.of())));
    }

    private static JsonNode read(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (java.io.IOException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
