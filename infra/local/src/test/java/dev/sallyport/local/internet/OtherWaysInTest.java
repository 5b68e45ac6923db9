package dev.sallyport.local.internet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.local.FreshProject;
import dev.sallyport.local.LocalCloud;
import dev.sallyport.local.LocalCloudExtension;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ways to an application's VM that do not lead past IAP, made through the API as somebody careless would. */
@ExtendWith(LocalCloudExtension.class)
class OtherWaysInTest {
    private static final String VM = "zones/us-central1-b/instances/vm-1";
    private static final String GROUP = "zones/us-central1-b/instanceGroups/group";
    private static final String REGION = "regions/us-central1/";

    /** What the sample application says to whoever comes without an assertion. */
    private static final String INSIDE = "Unauthorized request.";

    private final PublishedApp app;
    private final String prefix;

    OtherWaysInTest(LocalCloud cloud, @FreshProject String project) {
        app = PublishedApp.global(cloud, project);
        prefix = "projects/" + project + "/";
    }

    @BeforeEach
    void theApplicationAnswersBehindIap() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(app.client().get(app.url()).statusCode()).isEqualTo(302));
    }

    @Test
    void aTargetPoolLetsInWhomTheFirewallLetsIn() {
        app.change(REGION + "targetPools", "{'name': 'pool', 'instances': ['" + prefix + VM + "']}");
        String url = regionalRule("'target': '" + prefix + REGION + "targetPools/pool', 'portRange': '80'");
        assertThat(app.client().get(url).body()).contains("implied-deny-ingress");

        openToTheInternet();

        assertThat(app.client().get(url).body()).isEqualTo(INSIDE);
    }

    @Test
    void aTargetInstanceDoesToo() {
        String url = openTargetInstance();
        assertThat(app.client().get(url).body()).contains("implied-deny-ingress");

        openToTheInternet();

        assertThat(app.client().get(url).body()).isEqualTo(INSIDE);
    }

    @Test
    void aPassthroughBackendServiceDoesToo() {
        regionalService("EXTERNAL");
        String url = regionalRule("'loadBalancingScheme': 'EXTERNAL', 'ports': ['80'], 'backendService': '" + prefix
                + REGION + "backendServices/passthrough'");
        assertThat(app.client().get(url).body()).contains("implied-deny-ingress");

        openToTheInternet();

        assertThat(app.client().get(url).body()).isEqualTo(INSIDE);
    }

    @Test
    void aProxyForTcpComesFromWhereTheFirewallHasToLetGooglesFrontEndsIn() {
        app.change(
                "global/backendServices",
                "{'name': 'raw', 'protocol': 'TCP', 'portName': 'http', 'loadBalancingScheme': 'EXTERNAL_MANAGED',"
                        + " 'backends': [{'group': '" + prefix + GROUP + "'}]}");
        app.change("global/targetTcpProxies", "{'name': 'raw', 'service': '" + prefix + "global/backendServices/raw'}");
        app.change(
                "global/forwardingRules",
                "{'name': 'raw', 'loadBalancingScheme': 'EXTERNAL_MANAGED', 'portRange': '80', 'target': '" + prefix
                        + "global/targetTcpProxies/raw'}");

        assertThat(app.client().get(urlOf("global/forwardingRules/raw")).body()).isEqualTo(INSIDE);
    }

    @Test
    void aNetworkEndpointGroupOfTheSameVmsNeedsIapOfItsOwn() {
        app.change(
                "zones/us-central1-b/networkEndpointGroups",
                "{'name': 'endpoints', 'networkEndpointType': 'GCE_VM_IP_PORT', 'defaultPort': 80, 'network': '"
                        + prefix + "global/networks/default'}");
        app.change(
                "zones/us-central1-b/networkEndpointGroups/endpoints/attachNetworkEndpoints",
                "{'networkEndpoints': [{'instance': 'vm-1'}]}");
        app.change(
                "global/backendServices",
                "{'name': 'bare', 'protocol': 'HTTP', 'loadBalancingScheme': 'EXTERNAL_MANAGED', 'backends':"
                        + " [{'group': '" + prefix + "zones/us-central1-b/networkEndpointGroups/endpoints',"
                        + " 'balancingMode': 'RATE', 'maxRatePerEndpoint': 100}]}");
        app.change("global/urlMaps", "{'name': 'bare', 'defaultService': '" + prefix + "global/backendServices/bare'}");
        app.change("global/targetHttpProxies", "{'name': 'bare', 'urlMap': '" + prefix + "global/urlMaps/bare'}");
        app.change(
                "global/forwardingRules",
                "{'name': 'bare', 'loadBalancingScheme': 'EXTERNAL_MANAGED', 'portRange': '80', 'target': '" + prefix
                        + "global/targetHttpProxies/bare'}");
        String url = urlOf("global/forwardingRules/bare");
        assertThat(app.client().get(url).body()).isEqualTo(INSIDE);

        app.change(
                "zones/us-central1-b/networkEndpointGroups/endpoints/detachNetworkEndpoints",
                "{'networkEndpoints': [{'instance': 'vm-1'}]}");

        assertThat(app.client().get(url).statusCode()).isEqualTo(502);
    }

    @Test
    void anInternalLoadBalancerIsForVmsOfTheNetworkAndTheFirewallSeesThem() {
        regionalService("INTERNAL");
        String url = regionalRule("'loadBalancingScheme': 'INTERNAL', 'ports': ['80'], 'network': '" + prefix
                + "global/networks/default', 'backendService': '" + prefix + REGION + "backendServices/passthrough'");
        String address = url.substring("http://".length(), url.length() - 1);
        String onTheVm = prefix + VM;
        assertThat(app.client().connect(address + ":80", "")).startsWith("HTTP/1.1 403");
        assertThat(app.client().connect(address + ":80", onTheVm)).startsWith("HTTP/1.1 200");

        app.change("DELETE", "global/firewalls/default-allow-internal", "");

        assertThat(app.client().connect(address + ":80", onTheVm))
                .startsWith("HTTP/1.1 504")
                .contains("implied-deny-ingress");
    }

    @Test
    void aFirewallPolicyOpensTheVmsWhereTheNetworksRulesSayNothing() {
        String url = openTargetInstance();
        assertThat(app.client().get(url).body()).contains("implied-deny-ingress");
        putPolicy("allow");

        assertThat(app.client().get(url).body()).isEqualTo(INSIDE);

        app.change(
                "global/firewalls",
                "{'name': 'shut', 'sourceRanges': ['0.0.0.0/0'], 'priority': 2000, 'denied': [{'IPProtocol': 'tcp'}]}");
        assertThat(app.client().get(url).body()).contains("rule shut");
    }

    @Test
    void aFirewallPolicyThatComesFirstOverrulesTheNetworksRules() {
        String url = openTargetInstance();
        openToTheInternet();
        putPolicy("deny");
        assertThat(app.client().get(url).body()).isEqualTo(INSIDE);

        app.change(
                "PATCH",
                "global/networks/default",
                "{'networkFirewallPolicyEnforcementOrder': 'BEFORE_CLASSIC_FIREWALL'}");

        assertThat(app.client().get(url).body()).contains("rule other/1000");
    }

    private String openTargetInstance() {
        app.change("zones/us-central1-b/targetInstances", "{'name': 'target', 'instance': '" + prefix + VM + "'}");
        return regionalRule("'target': '" + prefix + "zones/us-central1-b/targetInstances/target', 'portRange': '80'");
    }

    private void putPolicy(String action) {
        app.change("global/firewallPolicies", "{'name': 'other'}");
        app.change(
                "global/firewallPolicies/other/addRule",
                "{'priority': 1000, 'action': '" + action + "', 'direction': 'INGRESS', 'match': {'srcIpRanges':"
                        + " ['0.0.0.0/0'], 'layer4Configs': [{'ipProtocol': 'tcp', 'ports': ['80']}]}}");
        app.change(
                "global/firewallPolicies/other/addAssociation",
                "{'name': 'on', 'attachmentTarget': '" + prefix + "global/networks/default'}");
    }

    private void openToTheInternet() {
        app.change(
                "global/firewalls",
                "{'name': 'open', 'sourceRanges': ['0.0.0.0/0'], 'allowed': [{'IPProtocol': 'tcp', 'ports': ['80']}]}");
    }

    private void regionalService(String scheme) {
        app.change(
                REGION + "backendServices",
                "{'name': 'passthrough', 'protocol': 'TCP', 'loadBalancingScheme': '" + scheme
                        + "', 'backends': [{'group': '" + prefix + GROUP + "', 'balancingMode': 'CONNECTION'}]}");
    }

    private String regionalRule(String members) {
        app.change(REGION + "forwardingRules", "{'name': 'other', " + members + "}");
        return urlOf(REGION + "forwardingRules/other");
    }

    private String urlOf(String rule) {
        return "http://" + app.get(rule).body().path("IPAddress").asText() + "/";
    }
}
