package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Event;
import dev.sallyport.deployment.Phase;
import dev.sallyport.finding.Compliance;
import dev.sallyport.finding.Finding;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What careless people change is found within seconds, told once and repaired, with nobody asking; and so it is for a year. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComplianceTest {
    private static final String COMPUTE = "/compute/v1/projects/" + Lab.PROJECT + "/global/";
    private static final String IAP = "/v1/projects/" + Lab.PROJECT + "/iap_web/compute/services/my-backend-service";

    /** {@code {}} in Base64. */
    private static final String NO_DATA = "e30=";

    private static Lab lab;
    private static KnownFindings findings;

    @BeforeAll
    static void open() {
        lab = Lab.alone();
        findings = new KnownFindings(lab);
        ObjectNode request = Lab.request().deepCopy();
        request.withObject("/compliance").put("mode", "fix").putObject("modes").put("firewall-open", "fix");
        lab.await(lab.house().publish(request), at -> at.phase() == Phase.PROTECTED);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @Test
    @Order(1)
    void aHealthyDeploymentIsCheckedAsSoonAsItIsProtectedAndNothingIsFound() {
        Compliance known = findings.await(compliance -> compliance.checked().isPresent());

        assertThat(known.open()).isEmpty();
        assertThat(known.closed()).isEmpty();
    }

    @Test
    @Order(2)
    void whatIsBrokenIsFoundAndRepairedWithNobodyAsking() {
        Instant before = now();

        call("PATCH", COMPUTE + "backendServices/my-backend-service", "{\"iap\": {\"enabled\": false}}");

        assertThat(repaired(before)).isEqualTo("iap-on backendServices/my-backend-service");
        assertThat(lab.house().deployments().find("lab").map(Deployment::phase)).contains(Phase.PROTECTED);
    }

    @Test
    @Order(3)
    void somebodyLetInByHandIsFoundAndTakenOutAgain() {
        Instant before = now();

        call(
                "POST",
                IAP + ":setIamPolicy",
                "{\"policy\": {\"bindings\": [{\"role\": \"roles/iap.httpsResourceAccessor\","
                        + " \"members\": [\"user:alice@example.com\", \"allUsers\"]}]}}");

        assertThat(repaired(before)).startsWith("principals iapPolicies/");
    }

    @Test
    @Order(4)
    void aRoleOnTheProjectIsFound() {
        Instant before = now();
        call(
                "POST",
                "/v3/projects/" + Lab.PROJECT + ":setIamPolicy",
                "{\"policy\": {\"bindings\": [{\"role\":"
                        + " \"roles/iap.httpsResourceAccessor\", \"members\": [\"user:mallory@example.com\"]}]}}");

        assertThat(opened(before).key())
                .isEqualTo("inherited-access user:mallory@example.com on projects/" + Lab.PROJECT);

        call("POST", "/v3/projects/" + Lab.PROJECT + ":setIamPolicy", "{\"policy\": {\"bindings\": []}}");
        closed(before);
    }

    /** Last: it moves the time, and nobody else is to ask for a check that time would run away from. */
    @Test
    @Order(5)
    void inAYearOfTicksTheCertificateIsRenewedAndNothingElseIsTold() {
        lab.without("compliance").without("compliance-watch");
        Instant before = now();
        for (int week = 0; week < 52; week++) {
            lab.advance(Duration.ofDays(7));
            Instant due = now();
            assertThat(lab.deliver("compliance", NO_DATA, "week-" + week)).isEqualTo(200);
            findings.await(
                    compliance -> compliance.checked().filter(due::isBefore).isPresent()
                            && compliance.open().isEmpty());
        }

        assertThat(findings.known().orElseThrow().closed())
                .filteredOn(finding -> finding.opened().isAfter(before))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.last().control()).isEqualTo("certificate-expiry");
                    assertThat(finding.timeToRepair()).isPresent();
                });
        assertThat(events(before)).containsExactly(Event.Kind.FINDING, Event.Kind.REPAIRED);
    }

    private static Finding opened(Instant since) {
        Compliance known = findings.await(compliance ->
                compliance.open().stream().anyMatch(finding -> finding.opened().isAfter(since)));
        assertThat(known.open()).hasSize(1);
        return known.open().get(0);
    }

    private static Finding closed(Instant since) {
        Compliance known = findings.await(compliance -> compliance.open().isEmpty()
                && compliance.closed().stream()
                        .anyMatch(finding -> finding.opened().isAfter(since)));
        return known.closed().get(0);
    }

    private static String repaired(Instant since) {
        Compliance known = findings.await(compliance -> compliance.open().isEmpty()
                && compliance.closed().stream()
                        .anyMatch(finding -> finding.opened().isAfter(since)));
        List<Finding> closed = known.closed().stream()
                .filter(finding -> finding.opened().isAfter(since))
                .toList();
        assertThat(closed).hasSize(1);
        assertThat(closed.get(0).timeToRepair()).isPresent();
        assertThat(events(since)).containsExactlyInAnyOrder(Event.Kind.FINDING, Event.Kind.REPAIRED);
        return closed.get(0).key();
    }

    private static List<Event.Kind> events(Instant since) {
        return lab.house().deployments().events("lab", since).stream()
                .map(Event::kind)
                .filter(kind -> kind == Event.Kind.FINDING || kind == Event.Kind.REPAIRED)
                .toList();
    }

    private static Instant now() {
        return lab.house().time().instant();
    }

    private static JsonNode call(String method, String path, String body) {
        HttpResponse<String> answer = lab.api().send(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return lab.api().json(answer);
    }
}
