package dev.sallyport.local.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.local.compute.ComputeFixture.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for resources of every collection. */
class ResourceRulesTest {
    private static final ComputeFixture SERVER = new ComputeFixture();
    private static final String CHECK = "{'name': 'check', 'type': 'HTTP', 'httpHealthCheck': {'port': 80}}";

    private ComputeFixture cloud;

    @BeforeEach
    void useAnotherProject(TestInfo test) {
        cloud = SERVER.in("p-" + Integer.toHexString(test.getDisplayName().hashCode()) + "-0");
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void whatIsThereAlreadyIsAConflict() {
        cloud.change("POST", "global/healthChecks", CHECK);

        Answer answer = cloud.post("global/healthChecks", CHECK);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.reason()).isEqualTo("alreadyExists");
        assertThat(answer.message()).matches("The resource 'projects/p-.*/global/healthChecks/check' already exists");
    }

    @Test
    void whatIsNotThereIsNotFoundInTheSameWordsForEveryMethod() {
        String message = cloud.get("global/healthChecks/check").message();

        assertThat(message).matches("The resource 'projects/p-.*/global/healthChecks/check' was not found");
        assertThat(cloud.delete("global/healthChecks/check").message()).isEqualTo(message);
        assertThat(cloud.patch("global/healthChecks/check", "{}").message()).isEqualTo(message);
        assertThat(cloud.get("global/healthChecks/check").reason()).isEqualTo("notFound");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Check",
                "1check",
                "check-",
                "che_ck",
                "a23456789012345678901234567890123456789012345678901234567890abcd"
            })
    void aNameIsALabelOfRfc1035(String name) {
        Answer answer = cloud.post("global/healthChecks", "{'type': 'TCP', 'name': '" + name + "'}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.reason()).isEqualTo("invalid");
        assertThat(answer.message())
                .isEqualTo("Invalid value for field 'resource.name': '" + name
                        + "'. Must be a match of regex '(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)'");
    }

    @Test
    void aBodyThatDoesNotFitTheTypeIsRefusedWithEveryFault() {
        Answer answer = cloud.post(
                "global/healthChecks",
                "{'name': 'c', 'bogus': 1, 'timeoutSec': 'soon', 'tcpHealthCheck': {'prt': 80}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message())
                .contains("Unknown name \"bogus\" at 'resource': Cannot find field.")
                .contains("Invalid value at 'resource.timeout_sec' (TYPE_INT32), \"soon\"")
                .contains("Unknown name \"prt\" at 'resource.tcp_health_check': Cannot find field.");
        assertThat(cloud.get("global/healthChecks/c").status()).isEqualTo(404);
    }

    @Test
    void aPlaceInTheBodyIsNamedDownToTheElement() {
        assertThat(cloud.post("global/firewalls", "{'name': 'f', 'allowed': [{'IPProtocol': 'tcp'}, {'prots': []}]}")
                        .message())
                .isEqualTo("Invalid JSON payload received. Unknown name \"prots\" at 'resource.allowed[1]': Cannot find"
                        + " field.");
        assertThat(cloud.post("global/firewalls", "{'name': 7}").message())
                .isEqualTo("Invalid value at 'resource.name' (TYPE_STRING), 7");
    }

    @Test
    void aValueThatItsEnumerationLacksIsRefused() {
        Answer answer = cloud.post(
                "global/firewalls", "{'name': 'f', 'direction': 'UPWARD', 'allowed': [{'IPProtocol': 'tcp'}]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.reason()).isEqualTo("badRequest");
        assertThat(answer.message())
                .isEqualTo("Invalid value at 'resource.direction' "
                        + "(type.googleapis.com/google.cloud.compute.v1.Firewall.Direction), \"UPWARD\"");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, global/healthChecks, '', resource",
        "POST, global/healthChecks, {}, resource",
        "PATCH, global/healthChecks/check, '', resource",
        "POST, zones/us-central1-a/instanceGroupManagers/g/resize, '', size",
        "POST, zones/us-central1-a/instances/vm/detachDisk, '', deviceName",
        "POST, zones/us-central1-a/instances/vm/addAccessConfig, {}, networkInterface"
    })
    void whatHasToBeThereIsNamed(String verb, String path, String body, String missing) {
        Answer answer = cloud.send(verb, path, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.reason()).isEqualTo("required");
        assertThat(answer.message()).isEqualTo("Required field '" + missing + "' not specified");
    }

    @ParameterizedTest
    @CsvSource({
        "zones/us-central1-a/instances/vm-, instance",
        "global/backendServices/Back_End, backendService",
        "regions/us-central1/instanceGroupManagers/0g, instanceGroupManager"
    })
    void aPathThatNoResourceCanHaveIsRefused(String path, String variable) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        Answer answer = cloud.get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.reason()).isEqualTo("invalid");
        assertThat(answer.message())
                .isEqualTo("Invalid value for field '" + variable + "': '" + name
                        + "'. Must be a match of regex '[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?|[1-9][0-9]{0,19}'");
    }

    @ParameterizedTest
    @CsvSource({
        "bogus=1, Unknown name \"bogus\": Cannot bind query parameter.",
        "maxResults=many, (TYPE_UINT32), \"many\""
    })
    void aQueryThatDoesNotFitIsRefused(String query, String message) {
        Answer answer = cloud.get("global/healthChecks?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.reason()).isEqualTo("badRequest");
        assertThat(answer.message()).contains(message);
    }

    @Test
    void aPatchMergesAndANullClears() {
        cloud.change(
                "POST", "global/healthChecks", "{'name': 'check', 'type': 'TCP', 'description': 'd', 'timeoutSec': 3}");

        cloud.change("PATCH", "global/healthChecks/check", "{'timeoutSec': 4, 'description': null}");

        JsonNode check = cloud.get("global/healthChecks/check").json();
        assertThat(check.get("timeoutSec").asInt()).isEqualTo(4);
        assertThat(check.has("description")).isFalse();
        assertThat(check.get("type").asText()).isEqualTo("TCP");
    }

    @Test
    void anUpdateReplaces() {
        cloud.change("POST", "global/healthChecks", "{'name': 'check', 'type': 'TCP', 'healthyThreshold': 9}");
        String id = cloud.get("global/healthChecks/check").json().get("id").asText();

        cloud.change("PUT", "global/healthChecks/check", "{'name': 'check', 'type': 'TCP'}");

        JsonNode check = cloud.get("global/healthChecks/check").json();
        assertThat(check.get("healthyThreshold").asInt()).isEqualTo(2);
        assertThat(check.get("id").asText()).isEqualTo(id);
    }

    @Test
    void whatTheServerAloneSetsIsPassedOver() {
        cloud.change(
                "POST",
                "global/addresses",
                "{'name': 'a', 'id': '7', 'status': 'IN_USE', 'selfLink': 'x', 'kind': 'y'}");

        JsonNode address = cloud.get("global/addresses/a").json();
        assertThat(address.get("id").asText()).isNotEqualTo("7").matches("\\d{10,20}");
        assertThat(address.get("status").asText()).isEqualTo("RESERVED");
        assertThat(address.get("kind").asText()).isEqualTo("compute#address");
        assertThat(address.get("selfLink").asText()).startsWith("https://www.googleapis.com/compute/v1/projects/p-");
    }

    @Test
    void theNumericIdNamesAResourceToo() {
        cloud.change("POST", "global/healthChecks", CHECK);
        String id = cloud.get("global/healthChecks/check").json().get("id").asText();

        assertThat(cloud.get("global/healthChecks/" + id).json().get("name").asText())
                .isEqualTo("check");
        Answer deleted = cloud.delete("global/healthChecks/" + id);

        assertThat(deleted.json().get("targetLink").asText()).endsWith("/global/healthChecks/check");
        assertThat(cloud.get("global/healthChecks/check").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.googleapis.com/compute/v1/",
                "https://compute.googleapis.com/compute/beta/",
                "http://127.0.0.1:4710/compute/v1/",
                "http://127.0.0.1:4710/",
                ""
            })
    void aReferenceMayBeSpelledAsClientsDo(String prefix) {
        cloud.change("POST", "global/healthChecks", CHECK);
        String url =
                cloud.get("global/healthChecks/check").json().get("selfLink").asText();
        String sent = url.replace("https://www.googleapis.com/compute/v1/", prefix);

        cloud.change("POST", "global/backendServices", "{'name': 'b', 'healthChecks': ['" + sent + "']}");

        assertThat(cloud.get("global/backendServices/b")
                        .json()
                        .at("/healthChecks/0")
                        .asText())
                .isEqualTo(url);
    }

    @Test
    void aReferenceByNumericIdIsReturnedByName() {
        cloud.change("POST", "global/healthChecks", CHECK);
        String id = cloud.get("global/healthChecks/check").json().get("id").asText();

        cloud.change(
                "POST", "global/backendServices", "{'name': 'b', 'healthChecks': ['global/healthChecks/" + id + "']}");

        assertThat(cloud.get("global/backendServices/b")
                        .json()
                        .at("/healthChecks/0")
                        .asText())
                .endsWith("/global/healthChecks/check");
    }

    @Test
    void anIdThatNothingHasIsNotFound() {
        assertThat(cloud.get("global/healthChecks/17").message())
                .matches("The resource 'projects/p-.*/global/healthChecks/17' was not found");
    }

    @Test
    void aStaleFingerprintIsRefused() {
        backend();
        String old =
                cloud.get("global/backendServices/b").json().get("fingerprint").asText();
        cloud.change("PATCH", "global/backendServices/b", "{'timeoutSec': 31}");

        Answer answer = cloud.patch("global/backendServices/b", "{'timeoutSec': 32, 'fingerprint': '" + old + "'}");

        assertThat(answer.status()).isEqualTo(412);
        assertThat(answer.reason()).isEqualTo("conditionNotMet");
        assertThat(cloud.get("global/backendServices/b")
                        .json()
                        .get("timeoutSec")
                        .asInt())
                .isEqualTo(31);
    }

    @Test
    void labelsAreSetWithTheirFingerprintOnly() {
        cloud.change("POST", "global/addresses", "{'name': 'a', 'labels': {'sent': 'in-vain'}}");
        JsonNode before = cloud.get("global/addresses/a").json();
        assertThat(before.has("labels")).isFalse();

        Answer stale = cloud.post(
                "global/addresses/a/setLabels", "{'labels': {'a': 'b'}, 'labelFingerprint': 'AAAAAAAAAAA='}");
        cloud.change(
                "POST",
                "global/addresses/a/setLabels",
                "{'labels': {'a': 'b'}, 'labelFingerprint': '"
                        + before.get("labelFingerprint").asText() + "'}");

        assertThat(stale.status()).isEqualTo(412);
        assertThat(cloud.get("global/addresses/a").json().at("/labels/a").asText())
                .isEqualTo("b");
    }

    @Test
    void aReferenceMustNameSomethingThatIsThere() {
        Answer answer = cloud.post("global/urlMaps", "{'name': 'm', 'defaultService': 'global/backendServices/b'}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.message()).endsWith("/global/backendServices/b' was not found");
    }

    @Test
    void aReferenceThatIsNoLinkIsRefused() {
        Answer answer = cloud.post("global/urlMaps", "{'name': 'm', 'defaultService': 'b'}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message())
                .isEqualTo("Invalid value for field 'resource.defaultService': 'b'. The URL is malformed.");
    }

    @Test
    void whatIsInUseIsNotDeleted() {
        backend();

        Answer answer = cloud.delete("global/healthChecks/check");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.reason()).isEqualTo("resourceInUseByAnotherResource");
        assertThat(answer.message())
                .matches(
                        "The health_check resource 'GLOBAL:global/PROJECT:\\d+/HEALTH_CHECK:check' is already being used "
                                + "by 'GLOBAL:global/PROJECT:\\d+/BACKEND_SERVICE:b'");
        cloud.change("DELETE", "global/backendServices/b", "");
        cloud.change("DELETE", "global/healthChecks/check", "");
    }

    @Test
    void aNetworkInUseFailsInItsOperation() {
        cloud.change("POST", "global/networks", "{'name': 'n', 'autoCreateSubnetworks': true}");
        cloud.change(
                "POST",
                "global/firewalls",
                "{'name': 'f', 'network': 'global/networks/n', 'allowed': [{'IPProtocol': 'tcp'}]}");

        Answer answer = cloud.delete("global/networks/n");
        String operation = answer.json().get("name").asText();
        JsonNode done = cloud.get("global/operations/" + operation).json();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(done.at("/error/errors/0/code").asText()).isEqualTo("RESOURCE_IN_USE_BY_ANOTHER_RESOURCE");
        assertThat(done.at("/error/errors/0/message").asText())
                .contains("is already being used by")
                .endsWith("/firewalls/f'");
        assertThat(cloud.get("global/networks/n").status()).isEqualTo(200);
    }

    @Test
    void whatCannotBeChangedIsRefused() {
        backend();

        Answer answer = cloud.patch("global/backendServices/b", "{'loadBalancingScheme': 'INTERNAL'}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).startsWith("Invalid value for field 'resource.loadBalancingScheme': 'INTERNAL'.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            global/healthChecks/check | {'name': 'another'} | name
            global/firewalls/default-allow-ssh | {'direction': 'EGRESS'} | direction
            global/networks/default | {'autoCreateSubnetworks': false} | autoCreateSubnetworks
            regions/us-central1/subnetworks/default | {'ipCidrRange': '10.1.0.0/24'} | ipCidrRange
            """)
    void whatWasSaidAtTheInsertStays(String path, String patch, String field) {
        cloud.change("POST", "global/healthChecks", CHECK);

        Answer answer = cloud.patch(path, patch);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.reason()).isEqualTo("invalid");
        assertThat(answer.message())
                .startsWith("Invalid value for field 'resource." + field + "': '")
                .endsWith("The field cannot be changed after the resource has been created.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'direction': 'EGRESS', 'sourceTags': ['web']",
                "'targetTags': ['web'], 'sourceServiceAccounts': ['app@p.iam.gserviceaccount.com']"
            })
    void aFirewallRuleThatSaysTooMuchIsRefused(String peers) {
        assertThat(cloud.post("global/firewalls", "{'name': 'f', 'allowed': [{'IPProtocol': 'tcp'}], " + peers + "}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anUnknownZoneIsRefused() {
        assertThat(cloud.get("zones/us-central1-z/instances").message())
                .isEqualTo("Invalid value for field 'zone': 'us-central1-z'. Unknown zone.");
    }

    @Test
    void aMethodThatIsNotEmulatedSaysItsName() {
        Answer answer = cloud.post("moveInstance", "{}");

        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.message()).contains("compute.projects.moveInstance");
    }

    @Test
    void aCollectionWithoutBehaviourStillStoresAndLists() {
        cloud.change("POST", "regions/us-central1/vpnGateways", "{'name': 'v', 'network': 'global/networks/default'}");

        JsonNode gateway = cloud.get("regions/us-central1/vpnGateways/v").json();
        assertThat(gateway.get("kind").asText()).isEqualTo("compute#vpnGateway");
        assertThat(gateway.get("region").asText()).endsWith("/regions/us-central1");
        assertThat(cloud.get("aggregated/vpnGateways").json().at("/items/regions~1us-central1/vpnGateways"))
                .hasSize(1);
    }

    private void backend() {
        cloud.change("POST", "global/healthChecks", CHECK);
        cloud.change("POST", "global/backendServices", "{'name': 'b', 'healthChecks': ['global/healthChecks/check']}");
    }
}
