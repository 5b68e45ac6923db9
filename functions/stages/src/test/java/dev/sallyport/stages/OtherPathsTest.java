package dev.sallyport.stages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.compute.v1.Instance;
import dev.sallyport.converge.Link;
import dev.sallyport.deployment.Evidence;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ways to the VMs that somebody who does not think of IAP has made, and others that lead elsewhere. */
@ExtendWith(LabExtension.class)
class OtherPathsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NONE = "IAP is on for every backend service";

    private final HttpClient http = HttpClient.newHttpClient();
    private Lab lab;
    private String project;
    private Instance vm;
    private String zone;

    @BeforeEach
    void open(Lab fresh) {
        lab = fresh;
        project = "projects/" + lab.project() + "/";
        lab.runThrough(FrontendStage.NAME);
        vm = lab.instances().get(0);
        zone = "zones/" + Link.name(vm.getZone()) + "/";
    }

    @Test
    void aGroupOfTheirVmsThatNothingManagesIsOne() {
        serve("side-door", groupWithAVm(), false);

        assertThat(seen())
                .contains("global/backendServices/side-door through " + project + zone + "instanceGroups/by-hand");
    }

    @Test
    void withIapBeforeItThatGroupIsNone() {
        serve("side-door", groupWithAVm(), true);

        assertThat(seen()).startsWith(NONE);
    }

    @Test
    void aNetworkEndpointGroupOfTheirVmsIsOne() {
        serve("side-door", endpoints("GCE_VM_IP_PORT", "default", "'instance': '" + vm.getName() + "'"), false);

        assertThat(seen())
                .contains(
                        "global/backendServices/side-door through " + project + zone + "networkEndpointGroups/by-hand");
    }

    @Test
    void soIsOneOfTheirAddressesAsIfTheyWereOutsideOfGoogleCloud() {
        serve("side-door", endpoints("NON_GCP_PRIVATE_IP_PORT", "default", address(80)), false);

        assertThat(seen()).contains("global/backendServices/side-door through");
    }

    @Test
    void anotherPortOfTheVmsIsNone() {
        serve("metrics", endpoints("NON_GCP_PRIVATE_IP_PORT", "default", address(9100)), false);

        assertThat(seen()).startsWith(NONE);
    }

    @Test
    void theSameAddressInAnotherNetworkIsNone() {
        make("global/networks", "{'name': 'elsewhere', 'autoCreateSubnetworks': true}");
        serve("theirs", endpoints("NON_GCP_PRIVATE_IP_PORT", "elsewhere", address(80)), false);

        assertThat(seen()).startsWith(NONE);
    }

    @Test
    void anEmptyGroupIsNone() {
        make(zone + "instanceGroups", "{'name': 'by-hand'}");
        serve("theirs", zone + "instanceGroups/by-hand", false);

        assertThat(seen()).startsWith(NONE);
    }

    @Test
    void aLoadBalancerThatPassesEverythingThroughIsOne() {
        make(
                "regions/us-central1/backendServices",
                "{'name': 'passthrough', 'protocol': 'TCP', 'loadBalancingScheme': 'EXTERNAL', 'backends': [{'group': '"
                        + lab.deployment().outputsOf(InstanceGroupStage.NAME).get("group")
                        + "', 'balancingMode': 'CONNECTION'}]}");

        assertThat(seen()).contains("regions/us-central1/backendServices/passthrough through");
    }

    @Test
    void aTargetInstanceIsOne() {
        make(zone + "targetInstances", "{'name': 'direct', 'instance': '" + vm.getSelfLink() + "'}");

        assertThat(seen()).contains("the target instance " + project + zone + "targetInstances/direct");
    }

    /** What the proof says of it. */
    private String seen() {
        return lab.proof().stream()
                .filter(evidence -> evidence.check().equals("no-path-without-iap"))
                .map(Evidence::seen)
                .findFirst()
                .orElseThrow();
    }

    private String address(int port) {
        return "'ipAddress': '" + vm.getNetworkInterfaces(0).getNetworkIP() + "', 'port': " + port;
    }

    private String endpoints(String type, String network, String endpoint) {
        make(
                zone + "networkEndpointGroups",
                "{'name': 'by-hand', 'defaultPort': 80, 'networkEndpointType': '" + type + "', 'network': '" + project
                        + "global/networks/" + network + "'}");
        make(
                zone + "networkEndpointGroups/by-hand/attachNetworkEndpoints",
                "{'networkEndpoints': [{" + endpoint + "}]}");
        return zone + "networkEndpointGroups/by-hand";
    }

    private String groupWithAVm() {
        make(zone + "instanceGroups", "{'name': 'by-hand'}");
        make(zone + "instanceGroups/by-hand/addInstances", "{'instances': [{'instance': '" + vm.getSelfLink() + "'}]}");
        return zone + "instanceGroups/by-hand";
    }

    private void serve(String name, String group, boolean withIap) {
        String balancing = group.contains("networkEndpointGroups")
                ? "'balancingMode': 'RATE', 'maxRatePerEndpoint': 100"
                : "'balancingMode': 'UTILIZATION'";
        make(
                "global/backendServices",
                "{'name': '" + name + "', 'protocol': 'HTTP', 'loadBalancingScheme': 'EXTERNAL_MANAGED', 'iap':"
                        + " {'enabled': " + withIap + "}, 'backends': [{'group': '" + project + group + "', "
                        + balancing
                        + "}]}");
    }

    private void make(String path, String json) {
        JsonNode operation = post("/compute/v1/" + project + path, json);
        JsonNode done = post(URI.create(operation.path("selfLink").asText()).getPath() + "/wait", "");
        assertThat(done.path("error").isMissingNode()).as(done.toString()).isTrue();
    }

    private JsonNode post(String path, String json) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + lab.apiEndpoint() + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.replace('\'', '"')))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError("no answer from " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
