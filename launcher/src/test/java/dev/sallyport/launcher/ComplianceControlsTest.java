package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.deployment.Phase;
import dev.sallyport.finding.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What lies beside the resources that stages make is looked at closely: each finding is the only one, and names what it saw. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComplianceControlsTest {
    private static final String COMPUTE = "/compute/v1/projects/" + Lab.PROJECT + "/";
    private static final String GLOBAL = COMPUTE + "global/";
    private static final String SERVICE = "my-backend-service";
    private static final String IAP = "/v1/projects/" + Lab.PROJECT + "/iap_web";
    private static final String OF_SERVICE = IAP + "/compute/services/" + SERVICE;
    private static final String ROLE = "roles/iap.httpsResourceAccessor";

    private static Lab lab;
    private static KnownFindings findings;

    private Instant before;

    @BeforeAll
    static void open() {
        lab = Lab.open();
        findings = new KnownFindings(lab);
        provision(request -> {});
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @BeforeEach
    void remember() {
        before = lab.house().time().instant();
    }

    @Test
    @Order(1)
    void aNetworkEndpointGroupOfTheVmsIsFoundWithTheUrlMapThatSendsTrafficThere() {
        String vm = aVm();
        String zone = vm.substring(0, vm.indexOf("/instances/"));
        call(
                "POST",
                zone + "/networkEndpointGroups",
                "{'name': 'endpoints', 'networkEndpointType': 'GCE_VM_IP_PORT', 'defaultPort': 80, 'network': 'global/networks/default'}");
        call(
                "POST",
                zone + "/networkEndpointGroups/endpoints/attachNetworkEndpoints",
                "{'networkEndpoints': [{'instance': '" + vm.substring(vm.lastIndexOf('/') + 1) + "'}]}");
        String group = zone.substring("/compute/v1/".length()) + "/networkEndpointGroups/endpoints";
        call(
                "POST",
                GLOBAL + "backendServices",
                "{'name': 'bare', 'protocol': 'HTTP', 'loadBalancingScheme': 'EXTERNAL_MANAGED', 'backends': [{'group': '"
                        + group + "', 'balancingMode': 'RATE', 'maxRatePerEndpoint': 100}]}");
        call("POST", GLOBAL + "urlMaps", "{'name': 'theirs', 'defaultService': 'global/backendServices/bare'}");

        Finding found = findings.open(finding -> finding.last().evidence().containsKey("usedBy"));
        assertThat(found.key()).isEqualTo("other-path backendServices/bare");
        assertThat(found.last().evidence())
                .containsEntry("group", group)
                .containsEntry("usedBy", "projects/" + Lab.PROJECT + "/global/urlMaps/theirs");

        call("DELETE", GLOBAL + "urlMaps/theirs", "");
        call("DELETE", GLOBAL + "backendServices/bare", "");
        assertThat(findings.over(before).repairs()).isEmpty();
    }

    @Test
    @Order(2)
    void settingsThatAreInheritedWeakenAsWell() {
        call("PATCH", IAP + ":iapSettings", "{'applicationSettings': {'cookieDomain': 'example.com'}}");

        Finding found = findings.open(finding -> true);
        assertThat(found.key()).isEqualTo("iap-settings backendServices/" + SERVICE);
        assertThat(found.last().evidence()).containsOnlyKeys("cookieDomain");

        call("PATCH", IAP + ":iapSettings", "{}");
        findings.over(before);
    }

    @Test
    @Order(3)
    void aServiceThatAsksForSignInLessOftenThanItsProjectIsFound() {
        call("PATCH", IAP + ":iapSettings", "{'accessSettings': {" + reauthentication("3600s") + "}}");
        assertThat(findings.checkedAfter(before).open()).isEmpty();

        call("PATCH", OF_SERVICE + ":iapSettings", "{'accessSettings': {" + reauthentication("36000s") + "}}");

        assertThat(findings.open(finding -> true).last().evidence())
                .containsEntry(
                        "reauthSettings.maxAge",
                        "36000s until people have to sign in again, and 3600s for the project");

        call("PATCH", OF_SERVICE + ":iapSettings", "{}");
        call("PATCH", IAP + ":iapSettings", "{}");
        findings.over(before);
    }

    @Test
    @Order(4)
    void whoIsNamedByTheRequestMayHoldTheRoleInAnySpellingAndWhoIsNotMayNotUnderAConditionEither() {
        call(
                "POST",
                "/v3/projects/" + Lab.PROJECT + ":setIamPolicy",
                "{'policy': {'version': 3, 'bindings': [{'role': '" + ROLE
                        + "', 'members': ['user:ALICE@Example.com']},"
                        + " {'role': '" + ROLE
                        + "', 'members': ['user:eve@example.com'], 'condition': {'title': 'soon',"
                        + " 'expression': 'request.time < timestamp(\\'2099-01-01T00:00:00Z\\')'}}]}}");

        Finding found = findings.open(finding -> true);
        assertThat(found.key()).isEqualTo("inherited-access user:eve@example.com on projects/" + Lab.PROJECT);
        assertThat(found.last().evidence().get("condition")).contains("2099");

        call("POST", "/v3/projects/" + Lab.PROJECT + ":setIamPolicy", "{'policy': {'bindings': []}}");
        findings.over(before);
    }

    @Test
    @Order(5)
    void policiesThatMayNotBeReadAreToldOfAndKeepNothingElseFromBeingLookedAt() {
        call(
                "POST",
                "/-/faults",
                "{'service': 'orgpolicy', 'error': {'status': 403, 'reason': 'IAM_PERMISSION_DENIED'}}");
        findings.tick();

        Finding found = findings.open(finding -> true);
        assertThat(found.key()).isEqualTo("org-policy policies");
        assertThat(found.last().seen()).contains("cannot be read");

        call("DELETE", "/-/faults", "");
        findings.tick();
        findings.over(before);
    }

    /** By hand, so that it has another id than is on record, or none for a while. */
    @Test
    @Order(6)
    void aBackendServiceThatSomebodyTakesAwayAndMakesAnewKeepsNothingFromBeingLookedAt() {
        provision(request -> request.withObject("/compliance").put("mode", "report"));
        for (String link : List.of(
                "forwardingRules/my-load-balancer-forwarding-rule",
                "targetHttpsProxies/my-load-balancer-target-proxy",
                "urlMaps/my-load-balancer",
                "backendServices/" + SERVICE)) {
            call("DELETE", GLOBAL + link, "");
        }
        awaitService(evidence -> evidence.containsKey("state"));

        call("POST", GLOBAL + "backendServices", "{'name': '" + SERVICE + "', 'protocol': 'HTTP'}");
        awaitService(evidence -> !evidence.containsKey("state"));

        call("DELETE", GLOBAL + "backendServices/" + SERVICE, "");
        provision(request -> {});
        findings.await(known -> known.open().isEmpty());
    }

    /** Returns once what is found of the backend service has evidence like this. */
    private static void awaitService(Predicate<Map<String, String>> evidence) {
        findings.tick();
        findings.await(known -> known.open().stream()
                .map(Finding::last)
                .anyMatch(
                        seen -> seen.subject().equals("backendServices/" + SERVICE) && evidence.test(seen.evidence())));
    }

    @Test
    @Order(7)
    void aWeakCertificateOfSomebodyElsesIsLeftToAPerson(@TempDir Path folder) throws Exception {
        upload("weak-cert", folder);
        provision(request ->
                request.putObject("certificate").putObject("existing").put("name", "weak-cert"));

        Finding found = findings.open(finding -> true);
        assertThat(found.key()).isEqualTo("certificate-strength sslCertificates/weak-cert");
        assertThat(found.last().evidence()).containsEntry("key", "RSA of 1024 bits (expected: 2048 bits or more)");
        assertThat(found.repairs()).isEmpty();

        provision(request -> {});
        findings.over(before);
    }

    private static void provision(Consumer<ObjectNode> change) {
        ObjectNode request = Lab.request().deepCopy();
        request.withObject("/instanceTemplate").put("externalAddress", false);
        request.withObject("/compliance").put("mode", "fix");
        change.accept(request);
        lab.await(lab.house().publish(request), at -> at.phase() == Phase.PROTECTED);
    }

    /** The path of one of the group's VMs. */
    private static String aVm() {
        JsonNode zones = call("GET", COMPUTE + "aggregated/instances", "").path("items");
        for (JsonNode zone : zones) {
            if (zone.has("instances")) {
                String link = zone.at("/instances/0/selfLink").asText();
                return link.substring(link.indexOf("/compute/v1/"));
            }
        }
        throw new AssertionError("no VM: " + zones);
    }

    private static void upload(String name, Path folder) throws Exception {
        PemFiles.writeTo(folder, 1024);
        call(
                "POST",
                GLOBAL + "sslCertificates",
                "{'name': '" + name
                        + "', 'type': 'SELF_MANAGED', 'selfManaged': {'certificate': '" + pem(folder, "cert.pem")
                        + "', 'privateKey': '" + pem(folder, "key.pem") + "'}}");
    }

    private static String pem(Path folder, String file) throws Exception {
        return Files.readString(folder.resolve(file)).replace("\r", "").replace("\n", "\\n");
    }

    private static String reauthentication(String maxAge) {
        return "'reauthSettings': {'method': 'LOGIN', 'policyType': 'DEFAULT', 'maxAge': '" + maxAge + "'}";
    }

    /** Single quotes stand for double ones, unless escaped. Returns once it is done. */
    private static JsonNode call(String method, String path, String body) {
        String json = body.replace("\\'", "\u0000").replace('\'', '"').replace("\u0000", "\\\"");
        JsonNode answer = lab.api().json(lab.api().send(method, path, json));
        if (answer.path("kind").asText().equals("compute#operation")) {
            String operation = answer.path("selfLink").asText();
            lab.api()
                    .json(lab.api().send("POST", operation.substring(operation.indexOf("/compute/v1/")) + "/wait", ""));
        }
        return answer;
    }
}
