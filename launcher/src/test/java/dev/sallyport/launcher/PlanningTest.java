package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.deployment.Event;
import dev.sallyport.deployment.Phase;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests to plan, apply and recheck, through the topic, the functions and the local cloud. */
class PlanningTest {
    private static final String COMPUTE = "/compute/v1/projects/" + Lab.PROJECT + "/global/";
    private static final String PLANS =
            "/v1/projects/" + Lab.PROJECT + "/databases/(default)/documents/deployments/lab/plans/";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();

    private Lab lab;

    @BeforeEach
    void open() {
        lab = Lab.open();
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void aPlanOfTheFirstRequestMakesEverythingAndWritesNothing() {
        Map<String, String> before = lab.inventory().take();

        JsonNode plan = plan(Lab.request());

        assertThat(plan.path("verdict").asText()).isEqualTo("changes-pending");
        assertThat(plan.path("generation").asLong()).isZero();
        assertThat(actions(plan))
                .startsWith("create firewalls/allow-iap-traffic", "delete firewalls/default-allow-internal")
                .endsWith("create forwardingRules/my-load-balancer-forwarding-rule");
        assertThat(lab.inventory().take()).containsExactlyEntriesOf(before);
        assertThat(lab.house().deployments().find("lab")).isEmpty();
    }

    @Test
    void afterAProvisioningNothingIsLeftToDoAndATeardownTakesAllOfItDown() {
        lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);
        Map<String, String> before = lab.inventory().take();

        JsonNode again = plan(Lab.request());
        JsonNode repair = plan(Lab.of("lab", "repair"));
        JsonNode destroy = plan(Lab.of("lab", "destroy"));

        assertThat(again.path("verdict").asText()).isEqualTo("nothing-to-do");
        assertThat(actions(again)).isEmpty();
        assertThat(actions(repair)).isEmpty();
        assertThat(destroy.path("direction").asText()).isEqualTo("destroy");
        assertThat(actions(destroy))
                .startsWith("delete forwardingRules/my-load-balancer-forwarding-rule")
                .endsWith("create firewalls/default-allow-internal");
        assertThat(lab.inventory().take()).containsExactlyEntriesOf(before);
        assertThat(lab.house().deployments().find("lab").orElseThrow().generation())
                .isEqualTo(1);
    }

    @Test
    void whatWasPlannedIsAppliedOnceHoweverOftenItIsAskedFor() {
        lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);
        ObjectNode wider = Lab.request().deepCopy();
        wider.withObject("/instanceGroup").put("size", 4);
        JsonNode plan = plan(wider);
        assertThat(actions(plan)).containsExactly("change instanceGroupManagers/my-managed-instance-group");
        ObjectNode apply = apply(wider, plan).put("requestId", "grow-1").put("by", "alice@example.com");

        lab.house().publish(apply);
        lab.await("grow-1", at -> at.phase() == Phase.PROTECTED);
        lab.house().publish(apply);
        JsonNode after = plan(wider);

        assertThat(actions(after)).isEmpty();
        assertThat(lab.house().deployments().find("lab").orElseThrow().generation())
                .isEqualTo(2);
        assertThat(events(Event.Kind.ACCEPTED))
                .hasSize(2)
                .last()
                .satisfies(event -> assertThat(event.who()).isEqualTo("alice@example.com"));
        assertThat(events(Event.Kind.REFUSED)).isEmpty();
    }

    @Test
    void aPlanIsRefusedOnceTheWorldHasMoved() {
        lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);
        ObjectNode wider = Lab.request().deepCopy();
        wider.withObject("/instanceGroup").put("size", 4);
        JsonNode plan = plan(wider);
        change("PATCH", "firewalls/allow-iap-traffic", "{\"disabled\": true}");
        Map<String, String> before = lab.inventory().take();

        String message = lab.house().publish(apply(wider, plan));

        Event refused = refusal(message);
        assertThat(refused.text())
                .startsWith("the plan does not hold any more: ")
                .contains("new: firewalls/allow-iap-traffic: disabled: true (expected: false)")
                .doesNotContain("instanceGroupManagers");
        assertThat(lab.inventory().take()).containsExactlyEntriesOf(before);
    }

    @Test
    void aPlanIsRefusedOnceAnotherRequestHasComeInBetween() {
        lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);
        JsonNode plan = plan(Lab.of("lab", "destroy"));
        lab.askUntil("repair", at -> at.phase() == Phase.PROTECTED);

        String message = lab.house().publish(apply(Lab.of("lab", "destroy"), plan));

        assertThat(refusal(message).text()).contains("the deployment was at generation 1 and is at 2");
        assertThat(lab.house().deployments().find("lab").orElseThrow().phase()).isEqualTo(Phase.PROTECTED);
    }

    @Test
    void aPlanThatNobodyMadeIsRefused() {
        lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);
        ObjectNode apply = apply(Lab.of("lab", "repair"), plan(Lab.of("lab", "repair")));
        apply.put("plan", "0".repeat(64));
        assertThat(refusal(lab.house().publish(apply)).text()).contains("nobody knows a plan with the digest 000");
    }

    @Test
    void aDeploymentThatIsNotThereHasNoPlanOfARepair() {
        String message = lab.house().publish(planOf(Lab.of("lab", "repair")));
        assertThat(refusal(message).text()).contains("there is no deployment lab");
    }

    @Test
    void aRecheckTellsThatNothingDiffersAndWhatEveryCheckSaw() {
        lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);
        Map<String, String> before = lab.inventory().take();

        String message = lab.house().publish(Lab.of("lab", "recheck"));

        assertThat(checked(message).text()).isEqualTo("nothing differs, and every check of the proof passed");
        JsonNode plan = kept(message);
        assertThat(plan.path("kind").asText()).isEqualTo("recheck");
        assertThat(plan.path("proof"))
                .isNotEmpty()
                .allMatch(check -> check.path("passed").asBoolean());
        assertThat(plan.path("proof").findValuesAsText("check")).contains("iap-answers-strangers");
        assertThat(lab.inventory().take()).containsExactlyEntriesOf(before);
    }

    @Test
    void aRecheckTellsWhatDiffersAndWhichChecksDoNotPassAnyMore() {
        lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);
        change("PATCH", "backendServices/my-backend-service", "{\"iap\": {\"enabled\": false}}");

        Event checked = checked(lab.house().publish(Lab.of("lab", "recheck")));

        assertThat(checked.generation()).isEqualTo(1);
        assertThat(checked.text())
                .contains("backendServices/my-backend-service: iap.enabled: false (expected: true)")
                .contains(" did not pass: ");
        assertThat(lab.house().deployments().find("lab").orElseThrow().generation())
                .isEqualTo(1);
    }

    @Test
    void aRecheckOfWhatIsDestroyedLooksWhetherAnythingIsLeft() {
        lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);
        lab.askUntil("destroy", at -> at.phase() == Phase.DESTROYED);

        assertThat(checked(lab.house().publish(Lab.of("lab", "recheck"))).text())
                .isEqualTo("nothing differs");
    }

    private JsonNode plan(JsonNode of) {
        return kept(lab.house().publish(planOf(of)));
    }

    private static ObjectNode planOf(JsonNode of) {
        ObjectNode request = Lab.of("lab", "plan").deepCopy();
        request.remove("deployment");
        request.set("of", of);
        return request;
    }

    private static ObjectNode apply(JsonNode of, JsonNode plan) {
        ObjectNode request = planOf(of);
        return request.put("action", "apply").put("plan", plan.path("digest").asText());
    }

    /** The plan that came of a message. */
    private JsonNode kept(String message) {
        HttpResponse<String> document = Awaitility.await("the plan of message " + message)
                .atMost(PATIENCE)
                .until(() -> lab.api().get(PLANS + message), answer -> answer.statusCode() == 200);
        try {
            return JSON.readTree(
                    lab.api().json(document).at("/fields/plan/stringValue").asText());
        } catch (JsonProcessingException e) {
            throw new AssertionError(document.body(), e);
        }
    }

    private Event refusal(String message) {
        return event(message, Event.Kind.REFUSED);
    }

    private Event checked(String message) {
        return event(message, Event.Kind.CHECKED);
    }

    private Event event(String message, Event.Kind kind) {
        return Awaitility.await(kind + " of message " + message)
                .atMost(PATIENCE)
                .until(
                        () -> events(kind).stream()
                                .filter(event -> event.who().equals("message " + message))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    private List<Event> events(Event.Kind kind) {
        return lab.house().deployments().events("lab").stream()
                .filter(event -> event.kind() == kind)
                .toList();
    }

    /** What would be done, and to what, without what is left alone. */
    private static List<String> actions(JsonNode plan) {
        List<String> actions = new ArrayList<>();
        plan.path("stages")
                .forEach(stage -> stage.path("changes").forEach(change -> {
                    if (!change.path("action").asText().equals("none")) {
                        actions.add(change.path("action").asText() + " "
                                + change.path("resource").asText());
                    }
                }));
        return actions;
    }

    private void change(String method, String resource, String body) {
        JsonNode operation = lab.api().json(lab.api().send(method, COMPUTE + resource, body));
        String name = operation.path("name").asText();
        Awaitility.await("the end of " + method + " " + resource)
                .atMost(PATIENCE)
                .until(() -> lab.api()
                        .json(lab.api().get(COMPUTE + "operations/" + name))
                        .path("status")
                        .asText()
                        .equals("DONE"));
    }
}
