package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Phase;
import dev.sallyport.local.watch.ExposureWatch;
import dev.sallyport.local.watch.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A repair brings back what the accepted request says, and writes what differs and nothing else. */
class RepairTest {
    private static final String COMPUTE = "/compute/v1/projects/" + Lab.PROJECT + "/global/";
    private static final String DOOR = "my-load-balancer-forwarding-rule";

    @Test
    void whatWasChangedByHandIsBroughtBackAndOnlyThatIsWritten() {
        try (Lab lab = Lab.open()) {
            lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);
            Map<String, String> before = project(lab);
            change(lab, "PATCH", "firewalls/allow-iap-traffic", "{\"sourceRanges\": [\"0.0.0.0/0\"]}");
            change(lab, "PATCH", "backendServices/my-backend-service", "{\"iap\": {\"enabled\": false}}");
            change(lab, "DELETE", "forwardingRules/" + DOOR, "");
            assertThat(project(lab)).isNotEqualTo(before);

            Deployment repaired = lab.askUntil("repair", at -> at.phase().isEnd());

            assertThat(repaired.phase()).isEqualTo(Phase.PROTECTED);
            assertThat(repaired.generation()).isEqualTo(2);
            assertThat(project(lab)).containsExactlyEntriesOf(before);
            assertThat(written(repaired))
                    .containsExactly(
                            "backendServices/my-backend-service/patch/iap",
                            "firewalls/allow-iap-traffic/patch/sourceRanges",
                            "forwardingRules/" + DOOR + "/insert");
            assertThat(repaired.evidence()).isNotEmpty().allMatch(proof -> proof.passed());
        }
    }

    @Test
    void noStrangerIsServedWhileTheDoorAndItsGuardAreHungAnew() {
        try (Lab lab = Lab.open()) {
            lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);
            change(lab, "DELETE", "forwardingRules/" + DOOR, "");
            change(lab, "PATCH", "backendServices/my-backend-service", "{\"iap\": {\"enabled\": false}}");

            try (ExposureWatch watch = lab.house().watchExposure()) {
                Deployment repaired = lab.askUntil("repair", at -> at.phase().isEnd());
                Timeline timeline = watch.end();

                assertThat(repaired.phase()).isEqualTo(Phase.PROTECTED);
                Exposures.assertNone(timeline);
            }
        }
    }

    @Test
    void whereNothingDiffersNothingIsWritten() {
        try (Lab lab = Lab.open()) {
            lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);
            Map<String, String> before = lab.inventory().take();

            Deployment repaired = lab.askUntil("repair", at -> at.phase().isEnd());

            assertThat(repaired.phase()).isEqualTo(Phase.PROTECTED);
            assertThat(written(repaired)).isEmpty();
            assertThat(lab.inventory().take()).containsExactlyEntriesOf(before);
        }
    }

    /** Every action of every stage whose operation has ended in this generation. */
    private static Set<String> written(Deployment deployment) {
        Set<String> actions = new TreeSet<>();
        deployment
                .stages()
                .values()
                .forEach(stage -> actions.addAll(stage.ended().keySet()));
        return actions;
    }

    private static void change(Lab lab, String method, String resource, String body) {
        JsonNode operation = lab.api().json(lab.api().send(method, COMPUTE + resource, body));
        String name = operation.path("name").asText();
        Awaitility.await("the end of " + method + " " + resource)
                .atMost(Duration.ofSeconds(20))
                .until(() -> lab.api()
                        .json(lab.api().get(COMPUTE + "operations/" + name))
                        .path("status")
                        .asText()
                        .equals("DONE"));
    }

    /** All there is. A forwarding rule that was made again is another to the API. */
    private static Map<String, String> project(Lab lab) {
        Map<String, String> answers = new TreeMap<>(lab.inventory().takeWithoutOperations());
        assertThat(answers).hasSizeGreaterThan(60);
        withoutBirth(lab, answers, "forwardingRules", "id", "selfLinkWithId", "creationTimestamp", "fingerprint");
        withoutBirth(lab, answers, "backendServices", "fingerprint");
        withoutBirth(lab, answers, "firewalls", "fingerprint");
        return answers;
    }

    private static void withoutBirth(Lab lab, Map<String, String> answers, String collection, String... fields) {
        JsonNode list = lab.api().json(lab.api().get(COMPUTE + collection));
        list.path("items").forEach(item -> ((ObjectNode) item).remove(List.of(fields)));
        answers.put(COMPUTE + collection, list.toPrettyString());
    }
}
