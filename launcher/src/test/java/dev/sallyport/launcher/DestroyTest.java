package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Claim;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Event;
import dev.sallyport.deployment.Phase;
import dev.sallyport.deployment.StageState;
import dev.sallyport.local.watch.ExposureWatch;
import dev.sallyport.local.watch.Timeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** After a destroy the project is as it was before, however far the provisioning had come. */
class DestroyTest {
    private static final String COMPUTE = "/compute/v1/projects/" + Lab.PROJECT + "/global/";
    private static final String SERVICE = COMPUTE + "backendServices/my-backend-service";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void theProjectEndsAsItWasAndNoStrangerIsServedOnTheWay() {
        try (Lab lab = Lab.open()) {
            thingsOfOthers(lab);
            Map<String, String> before = project(lab);
            provisioned(lab);
            assertThat(project(lab)).isNotEqualTo(before);

            Destroyed destroyed = destroyedWatched(lab);

            assertThat(project(lab)).containsExactlyEntriesOf(before);
            Exposures.assertNone(destroyed.timeline());
            assertThat(destroyed.deployment().generation()).isEqualTo(2);
            assertThat(destroyed.deployment().stages().values())
                    .allSatisfy(stage -> assertThat(stage.state()).isEqualTo(StageState.DONE));
        }
    }

    @Test
    void destroyedASecondTimeNothingIsWritten() {
        try (Lab lab = Lab.open()) {
            provisioned(lab);
            destroyed(lab);
            Map<String, String> before = lab.inventory().take();

            Deployment again = destroyed(lab);

            assertThat(again.generation()).isEqualTo(3);
            assertThat(lab.inventory().take()).containsExactlyEntriesOf(before);
        }
    }

    @Test
    void everyStagesMessageASecondTimeLeavesTheCloudAsItIs() {
        try (Lab lab = Lab.open()) {
            provisioned(lab);
            Deployment done = destroyed(lab);
            Map<String, String> before = lab.inventory().take();
            String message = "{\"deployment\": \"lab\", \"generation\": 2, \"direction\": \"destroy\"}";

            assertThat(Blueprint.protectedApplication().stages())
                    .allSatisfy(stage -> assertThat(lab.deliver(stage.value(), base64(message), "again-" + stage))
                            .isEqualTo(200));

            assertThat(lab.inventory().take()).containsExactlyEntriesOf(before);
            assertThat(lab.house().deployments().find("lab")).contains(done);
        }
    }

    @Test
    void whatAFailedProvisioningLeftGoesToo() {
        try (Lab lab = Lab.open()) {
            lab.api().json(lab.api().send("POST", COMPUTE + "healthChecks", """
                            {"name": "my-health-check", "type": "TCP", "tcpHealthCheck": {"port": 22},
                             "description": "somebody else's"}
                            """));
            Map<String, String> before = project(lab);
            Deployment failed = lab.provisionUntil(at -> at.phase() == Phase.FAILED);
            assertThat(failed.stage(new StageName("backend")).state()).isEqualTo(StageState.FAILED);
            assertThat(project(lab)).isNotEqualTo(before);

            destroyed(lab);

            assertThat(project(lab)).containsExactlyEntriesOf(before);
        }
    }

    @Test
    void aProvisioningThatIsUnderWayIsOvertakenAndLeavesNothing() {
        try (Lab lab = Lab.open()) {
            Map<String, String> before = project(lab);
            lab.provisionUntil(Lab.isDone("instance-group"));

            destroyed(lab);

            assertThat(project(lab)).containsExactlyEntriesOf(before);
        }
    }

    @Test
    void whatSomebodyElseUsesIsNamedAndLeftUntilItIsLetGo() {
        try (Lab lab = Lab.open()) {
            Map<String, String> before = project(lab);
            provisioned(lab);
            lab.api().json(lab.api().send("POST", COMPUTE + "urlMaps", """
                            {"name": "their-map", "defaultService": "%s"}
                            """.formatted(
                            SERVICE.substring("/compute/v1/".length()))));

            Deployment failed = lab.askUntil("destroy", at -> at.phase() == Phase.FAILED);

            assertThat(failed.stage(new StageName("backend")).error())
                    .hasValueSatisfying(error ->
                            assertThat(error.message()).contains("is already being used by", "urlMaps/their-map"));
            assertThat(lab.api().json(lab.api().get(SERVICE)).at("/iap/enabled").asBoolean())
                    .isTrue();

            String operation = lab.api()
                    .json(lab.api().send("DELETE", COMPUTE + "urlMaps/their-map", ""))
                    .path("name")
                    .asText();
            lab.api().json(lab.api().send("POST", COMPUTE + "operations/" + operation + "/wait", ""));
            destroyed(lab);
            assertThat(project(lab)).containsExactlyEntriesOf(before);
        }
    }

    @Test
    void aFunctionThatDiesBeforeItAnnouncesIsMadeUpForByTheSweep() {
        try (Lab lab = Lab.open().without("restart")) {
            Map<String, String> before = project(lab);
            lab.provisionUntil(Lab.isDone("access", "frontend"));
            String message = lab.house().publish(Lab.of("lab", "destroy"));
            StageName restart = new StageName("restart");
            lab.await(
                    message,
                    at -> Lab.isDone("access", "frontend", "iap").test(at)
                            && at.stage(restart).state() == StageState.READY);
            // As the function would: everything but the announcement.
            Claim.Granted claim = (Claim.Granted)
                    lab.house().deployments().claim("lab", 2, restart, "that-died", Duration.ofMinutes(10));
            lab.house().deployments().complete(claim.attempt(), Map.of(), List.of());

            lab.api().send("POST", "/-/clock", "{\"advance\": \"PT5M\"}");
            lab.api().publish(Lab.PROJECT, "sallyport-sweep", "{}");

            lab.await(message, at -> at.phase() == Phase.DESTROYED);
            assertThat(project(lab)).containsExactlyEntriesOf(before);
        }
    }

    @Test
    void aDeleteWhoseAnswerIsLostIsNotTakenForOneThatFailed() {
        try (Lab lab = Lab.open()) {
            Map<String, String> before = project(lab);
            provisioned(lab);
            lab.api().json(lab.api().send("POST", "/-/faults", """
                            {"method": "forwardingRules.delete", "count": 1, "lostAnswer": true}
                            """));
            lab.api().json(lab.api().send("POST", "/-/faults", """
                            {"method": "*.delete", "count": 3, "after": 2, "error": {"status": 503}}
                            """));

            String message = lab.house().publish(Lab.of("lab", "destroy"));
            Awaitility.await("the destroy, with what is given back delivered again sooner")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        lab.api().json(lab.api().send("POST", "/-/clock", "{\"advance\": \"PT12S\"}"));
                        return lab.house()
                                .deployments()
                                .find("lab")
                                .filter(at -> at.acceptedRequest().equals(message))
                                .filter(at -> at.phase() == Phase.DESTROYED)
                                .isPresent();
                    });

            assertThat(project(lab)).containsExactlyEntriesOf(before);
        }
    }

    @Test
    void aProvisionAfterwardsStartsAfresh() {
        try (Lab lab = Lab.open()) {
            provisioned(lab);
            String old = id(lab);
            destroyed(lab);

            Deployment again = provisioned(lab);

            assertThat(again.generation()).isEqualTo(3);
            assertThat(id(lab)).isNotEqualTo(old);
        }
    }

    @Test
    void aNameThatNeverWasIsRefusedInItsEvents() {
        try (Lab lab = Lab.open()) {
            Map<String, String> before = lab.inventory().take();
            lab.house().publish(Lab.of("nowhere", "destroy"));

            List<Event> events = Awaitility.await("the refusal")
                    .atMost(PATIENCE)
                    .until(() -> lab.house().deployments().events("nowhere"), found -> !found.isEmpty());

            assertThat(events).singleElement().satisfies(event -> {
                assertThat(event.kind()).isEqualTo(Event.Kind.REFUSED);
                assertThat(event.text()).startsWith("there is no deployment nowhere");
            });
            assertThat(lab.inventory().take()).containsExactlyEntriesOf(before);
        }
    }

    private static Deployment provisioned(Lab lab) {
        return lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);
    }

    private static Deployment destroyed(Lab lab) {
        return lab.askUntil("destroy", at -> at.phase() == Phase.DESTROYED);
    }

    private record Destroyed(Deployment deployment, Timeline timeline) {}

    private static Destroyed destroyedWatched(Lab lab) {
        try (ExposureWatch watch = lab.house().watchExposure()) {
            return new Destroyed(destroyed(lab), watch.end());
        }
    }

    private static String id(Lab lab) {
        return lab.api().json(lab.api().get(SERVICE)).path("id").asText();
    }

    /** What else is there, with access of its own. */
    private static void thingsOfOthers(Lab lab) {
        RestApi api = lab.api();
        api.json(api.send("POST", COMPUTE + "healthChecks", """
                        {"name": "theirs", "type": "TCP", "tcpHealthCheck": {"port": 22}}
                        """));
        api.json(api.send("POST", COMPUTE + "backendServices", """
                        {"name": "theirs", "loadBalancingScheme": "EXTERNAL_MANAGED", "protocol": "HTTP",
                         "healthChecks": ["projects/%s/global/healthChecks/theirs"]}
                        """.formatted(Lab.PROJECT)));
        api.json(api.send("POST", policy(lab, "theirs") + ":setIamPolicy", """
                        {"policy": {"bindings": [{"role": "roles/iap.httpsResourceAccessor",
                         "members": ["user:dave@example.com"]}]}}
                        """));
    }

    private static String policy(Lab lab, String service) {
        String number = lab.api()
                .json(lab.api().get("/v1/projects/" + Lab.PROJECT))
                .path("projectNumber")
                .asText();
        return "/v1/projects/" + number + "/iap_web/compute/services/" + service;
    }

    /** Everything that is in the project. A rule that comes back is another to the API, made at another time. */
    private static Map<String, String> project(Lab lab) {
        Map<String, String> answers = new TreeMap<>(lab.inventory().takeWithoutOperations());
        assertThat(answers).hasSizeGreaterThan(60);
        answers.computeIfPresent(COMPUTE + "firewalls", (path, body) -> withoutBirth(lab.api(), path));
        return answers;
    }

    private static String withoutBirth(RestApi api, String path) {
        JsonNode rules = api.json(api.get(path));
        rules.path("items").forEach(rule -> {
            if (rule.path("name").asText().equals("default-allow-internal")) {
                ((ObjectNode) rule).remove(List.of("id", "creationTimestamp"));
            }
        });
        return rules.toPrettyString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
