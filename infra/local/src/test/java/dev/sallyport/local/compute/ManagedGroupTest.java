package dev.sallyport.local.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.local.compute.ComputeFixture.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can be asked of a regional group and of its instances, and how it shows that. */
class ManagedGroupTest {
    private static final String GROUP = "regions/us-central1/instanceGroupManagers/g";

    private final ComputeFixture cloud = new ComputeFixture();

    @BeforeEach
    void makeAGroupOfThree() {
        template("old");
        template("new");
        cloud.change(
                "POST",
                "regions/us-central1/instanceGroupManagers",
                "{'name': 'g', 'targetSize': 3, 'instanceTemplate': 'global/instanceTemplates/old'}");
        awaitStable();
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void instancesAreMadeWithTheNamesThatAreAskedFor() {
        cloud.change("POST", GROUP + "/createInstances", "{'instances': [{'name': 'anna'}, {'name': 'bert'}]}");
        awaitStable();

        assertThat(cloud.get(GROUP).json().path("targetSize").asInt()).isEqualTo(5);
        assertThat(names(managed(""))).contains("anna", "bert").hasSize(5);
        assertThat(cloud.get("zones/us-central1-b/instances/anna").status()).isEqualTo(200);
        assertThat(cloud.get("zones/us-central1-c/instances/bert").status()).isEqualTo(200);
        assertThat(cloud.post(GROUP + "/createInstances", "{'instances': [{'name': 'anna'}]}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void aCanaryIsOfTheNewVersionAndTheOthersStay() {
        cloud.change("PATCH", GROUP, """
                {'updatePolicy': {'type': 'PROACTIVE'}, 'versions': [{'instanceTemplate': 'global/instanceTemplates/old'},
                 {'instanceTemplate': 'global/instanceTemplates/new', 'name': 'canary', 'targetSize': {'fixed': 1}}]}
                """);
        awaitStable();

        assertThat(templates()).isEqualTo(Map.of("old", 2, "new", 1));
        assertThat(cloud.get(GROUP)
                        .json()
                        .at("/versions/0/targetSize/calculated")
                        .asInt())
                .isEqualTo(2);
        assertThat(cloud.patch(GROUP, """
                {'versions': [{'instanceTemplate': 'global/instanceTemplates/old'},
                 {'instanceTemplate': 'global/instanceTemplates/new'}]}
                """).status()).isEqualTo(400);
    }

    @Test
    void anInstanceThatCannotBeMadeSaysWhyAndKeepsTheOthersFromNothing() {
        cloud.change("POST", "zones/us-central1-b/disks", "{'name': 'anna', 'sizeGb': '10'}");

        cloud.change("POST", GROUP + "/createInstances", "{'instances': [{'name': 'anna'}, {'name': 'bert'}]}");

        await().until(() -> cloud.get("zones/us-central1-c/instances/bert").status() == 200);
        await().untilAsserted(
                        () -> assertThat(attempt("anna").path("code").asText()).isEqualTo("RESOURCE_ALREADY_EXISTS"));
        assertThat(attempt("anna").path("message").asText()).endsWith("/disks/anna' already exists");
        assertThat(cloud.get("zones/us-central1-b/instances/anna").status()).isEqualTo(404);

        cloud.change("DELETE", "zones/us-central1-b/disks/anna", "");
        cloud.clock.advance(Duration.ofSeconds(11));
        awaitStable();
        assertThat(cloud.get("zones/us-central1-b/instances/anna").status()).isEqualTo(200);
        assertThat(attempt("anna").isMissingNode()).isTrue();
    }

    private JsonNode attempt(String instance) {
        for (JsonNode managed : managed("").path("managedInstances")) {
            if (managed.path("name").asText().equals(instance)) {
                return managed.at("/lastAttempt/errors/errors/0");
            }
        }
        throw new AssertionError(instance + " is not in the group");
    }

    @Test
    void anInstanceThatIsBeingAbandonedOutlivesItsGroup() {
        String abandoned = managed("").at("/managedInstances/0/instance").asText();
        String path = abandoned.substring(abandoned.indexOf("zones/"));

        cloud.change("POST", GROUP + "/abandonInstances", "{'instances': ['" + abandoned + "']}");
        cloud.change("DELETE", GROUP, "");

        assertThat(cloud.get(path).status()).isEqualTo(200);
    }

    @Test
    void listsComeInPagesOnlyIfTheGroupSaysSo() {
        assertThat(managed("?maxResults=2").path("managedInstances")).hasSize(3);

        cloud.change("PATCH", GROUP, "{'listManagedInstancesResults': 'PAGINATED'}");
        JsonNode first = managed("?maxResults=2");
        JsonNode second =
                managed("?maxResults=2&pageToken=" + first.path("nextPageToken").asText());

        assertThat(first.path("managedInstances")).hasSize(2);
        assertThat(second.path("managedInstances")).hasSize(1);
        assertThat(second.has("nextPageToken")).isFalse();
        assertThat(names(first)).doesNotContainAnyElementsOf(names(second));
    }

    @Test
    void portsNamedThroughTheGroupAreShownByItsManagerToo() {
        cloud.change(
                "POST",
                "regions/us-central1/instanceGroups/g/setNamedPorts",
                "{'namedPorts': [{'name': 'http', 'port': 80}]}");

        assertThat(cloud.get(GROUP).json().at("/namedPorts/0/port").asInt()).isEqualTo(80);
        cloud.change("PATCH", GROUP, "{'description': 'd'}");
        assertThat(cloud.get("regions/us-central1/instanceGroups/g")
                        .json()
                        .at("/namedPorts/0/name")
                        .asText())
                .isEqualTo("http");
    }

    @Test
    void anAbandonedInstanceGoesOnWithoutTheGroup() {
        String instance = managed("").at("/managedInstances/0/instance").asText();

        cloud.change("POST", GROUP + "/abandonInstances", "{'instances': ['" + instance + "']}");
        awaitStable();

        assertThat(cloud.get(GROUP).json().path("targetSize").asInt()).isEqualTo(2);
        assertThat(cloud.sendTo("GET", instance.substring("https://www.googleapis.com".length()), "")
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("RUNNING");
    }

    @Test
    void whoIsNoMemberIsRefusedAndSoIsAnUnknownAction() {
        Answer stranger =
                cloud.post(GROUP + "/recreateInstances", "{'instances': ['zones/us-central1-b/instances/stranger']}");
        Answer action =
                cloud.post(GROUP + "/applyUpdatesToInstances", "{'allInstances': true, 'minimalAction': 'REBUILD'}");

        assertThat(stranger.status()).isEqualTo(400);
        assertThat(stranger.message()).contains("stranger").contains("is not a member of");
        assertThat(action.status()).isEqualTo(400);
        assertThat(action.message()).startsWith("Invalid value for field 'resource.minimalAction': 'REBUILD'.");
    }

    private Map<String, Integer> templates() {
        Map<String, Integer> counts = new TreeMap<>();
        managed("")
                .path("managedInstances")
                .forEach(instance -> counts.merge(
                        instance.at("/version/instanceTemplate").asText().replaceFirst(".*/", ""), 1, Integer::sum));
        return counts;
    }

    private JsonNode managed(String query) {
        return cloud.post(GROUP + "/listManagedInstances" + query, "").json();
    }

    private static List<String> names(JsonNode list) {
        return list.findValuesAsText("name");
    }

    private void awaitStable() {
        await().until(() -> cloud.get(GROUP).json().at("/status/isStable").asBoolean());
    }

    private void template(String name) {
        cloud.change("POST", "global/instanceTemplates", """
                {'name': '%s', 'properties': {'machineType': 'e2-micro', 'networkInterfaces': [{}],
                 'disks': [{'boot': true, 'autoDelete': true,
                  'initializeParams': {'sourceImage': 'projects/debian-cloud/global/images/family/debian-12'}}]}}
                """.formatted(name));
    }
}
