package dev.sallyport.local.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.HealthStatus;
import com.google.cloud.compute.v1.SslCertificate;
import dev.sallyport.local.compute.ComputeFixture.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Backend service, URL map, certificate, proxy and forwarding rule: what the lab's front end is made of. */
class LoadBalancerTest {
    private static final ComputeFixture SERVER = new ComputeFixture();
    private static final String EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private ComputeFixture cloud;
    private String project;

    @BeforeEach
    void makeABackend(TestInfo test) {
        project = "p-" + Integer.toHexString(test.getDisplayName().hashCode()) + "-0";
        cloud = SERVER.in(project);
        cloud.change("POST", "global/healthChecks", "{'name': 'hc', 'type': 'HTTP'}");
        cloud.change("POST", "global/backendServices", "{'name': 'b', 'healthChecks': ['global/healthChecks/hc']}");
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void aBackendServiceHasGooglesDefaults() {
        JsonNode service = backend();

        assertThat(service.get("protocol").asText()).isEqualTo("HTTP");
        assertThat(service.get("portName").asText()).isEqualTo("http");
        assertThat(service.get("port").asInt()).isEqualTo(80);
        assertThat(service.get("timeoutSec").asInt()).isEqualTo(30);
        assertThat(service.get("loadBalancingScheme").asText()).isEqualTo("EXTERNAL");
        assertThat(service.get("description").asText()).isEmpty();
        assertThat(service.has("iap")).isFalse();
    }

    @Test
    void theSecretOfIapIsNeverReturned() {
        cloud.change(
                "PATCH",
                "global/backendServices/b",
                "{'iap': {'enabled': true, 'oauth2ClientId': 'client', 'oauth2ClientSecret': 'hush-hush'}}");

        JsonNode iap = backend().get("iap");
        assertThat(iap.get("oauth2ClientId").asText()).isEqualTo("client");
        assertThat(iap.get("oauth2ClientSecretSha256").asText()).hasSize(64).isNotEqualTo(EMPTY_SHA256);
        assertThat(cloud.get("global/backendServices").json().toString()).doesNotContain("hush-hush");
        assertThat(SERVER.compute.list(BackendService.class, project).toString())
                .doesNotContain("hush-hush");
    }

    @Test
    void iapWithoutAClientShowsTheDigestOfNothing() {
        cloud.change("PATCH", "global/backendServices/b", "{'iap': {'enabled': true}}");

        JsonNode iap = backend().get("iap");
        assertThat(iap.get("enabled").asBoolean()).isTrue();
        assertThat(iap.get("oauth2ClientId").asText()).isEmpty();
        assertThat(iap.get("oauth2ClientSecretSha256").asText()).isEqualTo(EMPTY_SHA256);
    }

    @Test
    void writingBackWhatWasReadKeepsTheSecret() {
        cloud.change("PATCH", "global/backendServices/b", "{'iap': {'enabled': true, 'oauth2ClientSecret': 's'}}");
        JsonNode read = backend();

        cloud.change("PUT", "global/backendServices/b", read.toString());

        assertThat(backend().at("/iap/oauth2ClientSecretSha256")).isEqualTo(read.at("/iap/oauth2ClientSecretSha256"));
        assertThat(backend().get("id")).isEqualTo(read.get("id"));
    }

    @Test
    void aUrlMapShowsInWhatItUses() {
        urlMap();

        assertThat(backend().at("/usedBy/0/reference").asText()).endsWith("/global/urlMaps/m");
        assertThat(cloud.delete("global/backendServices/b").message())
                .isEqualTo("The backend_service resource 'projects/" + project + "/global/backendServices/b' is already"
                        + " being used by 'projects/" + project + "/global/urlMaps/m'");
    }

    @Test
    void getHealthAsksWhoChecks() {
        cloud.change("POST", "zones/us-central1-a/instanceGroups", "{'name': 'g'}");
        cloud.change(
                "PATCH",
                "global/backendServices/b",
                "{'backends': [{'group': 'zones/us-central1-a/instanceGroups/g'}]}");
        SERVER.compute.attach((BackendHealth) (service, group) -> List.of(HealthStatus.newBuilder()
                .setHealthState("HEALTHY")
                .setInstance(group)
                .build()));

        Answer health =
                cloud.post("global/backendServices/b/getHealth", "{'group': 'zones/us-central1-a/instanceGroups/g'}");

        assertThat(health.json().get("kind").asText()).isEqualTo("compute#backendServiceGroupHealth");
        assertThat(health.json().at("/healthStatus/0/healthState").asText()).isEqualTo("HEALTHY");
    }

    @Test
    void theKeyOfACertificateIsNeverReturned() {
        uploadCertificate("c", TestCertificate.create("lab"));

        JsonNode certificate = cloud.get("global/sslCertificates/c").json();
        assertThat(certificate.get("type").asText()).isEqualTo("SELF_MANAGED");
        assertThat(certificate.has("privateKey")).isFalse();
        assertThat(certificate.at("/selfManaged/certificate")).isEqualTo(certificate.get("certificate"));
        assertThat(certificate.get("expireTime").asText()).startsWith("2033-");
        assertThat(SERVER.compute.find(
                        SslCertificate.class, certificate.get("selfLink").asText()))
                .hasValueSatisfying(found -> assertThat(found.hasPrivateKey()).isFalse());
        assertThat(SERVER.compute.privateKeyPem(certificate.get("selfLink").asText()))
                .hasValueSatisfying(key -> assertThat(key).contains("PRIVATE KEY"));
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() {
        TestCertificate one = TestCertificate.create("one");
        TestCertificate other = TestCertificate.create("other");

        Answer answer = cloud.post(
                "global/sslCertificates",
                "{'name': 'c', 'certificate': '" + one.certificateJson() + "', 'privateKey': '" + other.keyJson()
                        + "'}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).isEqualTo("The SSL certificate and private key do not match.");
    }

    @Test
    void whatIsNoCertificateIsRefused() {
        Answer answer = cloud.post("global/sslCertificates", "{'name': 'c', 'certificate': 'x', 'privateKey': 'y'}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).isEqualTo("The SSL certificate could not be parsed.");
    }

    @Test
    void aManagedCertificateStaysProvisioning() {
        cloud.change("POST", "global/sslCertificates", "{'name': 'c', 'managed': {'domains': ['app.example.com.']}}");

        JsonNode certificate = cloud.get("global/sslCertificates/c").json();
        assertThat(certificate.get("type").asText()).isEqualTo("MANAGED");
        assertThat(certificate.at("/managed/domainStatus/app.example.com").asText())
                .isEqualTo("PROVISIONING");
    }

    @Test
    void aForwardingRuleTakesTheReservedAddress() {
        httpsProxy();
        cloud.change("POST", "global/addresses", "{'name': 'static-ip', 'ipVersion': 'IPV4'}");
        String address =
                cloud.get("global/addresses/static-ip").json().get("address").asText();

        cloud.change(
                "POST",
                "global/forwardingRules",
                "{'name': 'r', 'IPAddress': 'global/addresses/static-ip', 'portRange': '443',"
                        + " 'target': 'global/targetHttpsProxies/p'}");

        JsonNode rule = cloud.get("global/forwardingRules/r").json();
        assertThat(rule.get("IPAddress").asText()).isEqualTo(address);
        assertThat(rule.get("portRange").asText()).isEqualTo("443-443");
        assertThat(rule.get("IPProtocol").asText()).isEqualTo("TCP");
        JsonNode reserved = cloud.get("global/addresses/static-ip").json();
        assertThat(reserved.get("status").asText()).isEqualTo("IN_USE");
        assertThat(reserved.at("/users/0").asText()).endsWith("/global/forwardingRules/r");
        assertThat(cloud.delete("global/addresses/static-ip").reason()).isEqualTo("resourceInUseByAnotherResource");
    }

    @Test
    void twoRulesDoNotShareADoor() {
        httpsProxy();
        String rule = "'IPAddress': '203.0.113.9', 'portRange': '443', 'target': 'global/targetHttpsProxies/p'}";
        cloud.change("POST", "global/forwardingRules", "{'name': 'r', " + rule);

        assertThat(cloud.post("global/forwardingRules", "{'name': 's', " + rule).message())
                .isEqualTo(
                        "Invalid value for field 'resource.IPAddress': '203.0.113.9'. Specified IP address is in-use "
                                + "and would result in a conflict.");
    }

    @Test
    void aProxyTakesAnotherCertificate() {
        httpsProxy();
        uploadCertificate("d", TestCertificate.create("new"));

        cloud.change(
                "POST", "targetHttpsProxies/p/setSslCertificates", "{'sslCertificates': ['global/sslCertificates/d']}");
        cloud.change("DELETE", "global/sslCertificates/c", "");

        assertThat(cloud.get("global/targetHttpsProxies/p")
                        .json()
                        .at("/sslCertificates/0")
                        .asText())
                .endsWith("/global/sslCertificates/d");
    }

    private JsonNode backend() {
        return cloud.get("global/backendServices/b").json();
    }

    private void urlMap() {
        cloud.change("POST", "global/urlMaps", "{'name': 'm', 'defaultService': 'global/backendServices/b'}");
    }

    private void httpsProxy() {
        urlMap();
        uploadCertificate("c", TestCertificate.create("lab"));
        cloud.change(
                "POST",
                "global/targetHttpsProxies",
                "{'name': 'p', 'urlMap': 'global/urlMaps/m', 'sslCertificates': ['global/sslCertificates/c']}");
    }

    private void uploadCertificate(String name, TestCertificate certificate) {
        cloud.change(
                "POST",
                "global/sslCertificates",
                "{'name': '" + name + "', 'certificate': '" + certificate.certificateJson() + "', 'privateKey': '"
                        + certificate.keyJson() + "'}");
    }
}
