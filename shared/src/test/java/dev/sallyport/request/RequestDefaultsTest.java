package dev.sallyport.request;

import static dev.sallyport.request.Requests.accepted;
import static dev.sallyport.request.Requests.lab;
import static dev.sallyport.request.Requests.labWith;
import static dev.sallyport.request.Requests.smallest;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class RequestDefaultsTest {
    @Test
    void whatTheSmallestRequestLeavesOutHasDefaults() {
        assertThat(accepted(smallest()))
                .isEqualTo(new ProvisionRequest(
                        "web",
                        "web-project",
                        "default",
                        "us-central1",
                        new ProvisionRequest.Firewall(
                                "web-allow-iap", List.of("130.211.0.0/22", "35.191.0.0/16"), List.of()),
                        new ProvisionRequest.InstanceTemplate(
                                "web-template",
                                "e2-micro",
                                "projects/debian-cloud/global/images/family/debian-12",
                                10,
                                List.of("https://www.googleapis.com/auth/compute.readonly"),
                                Optional.empty(),
                                List.of(),
                                true,
                                ""),
                        new ProvisionRequest.InstanceGroup(
                                "web-group",
                                List.of("us-central1-b", "us-central1-c", "us-central1-f"),
                                3,
                                "http",
                                80,
                                new ProvisionRequest.Rollout(3, 0)),
                        new ProvisionRequest.Certificate.SelfSigned(
                                "web-cert",
                                new ProvisionRequest.Subject("US", "CA", "Mountain View", "Cloud", "Example", "web"),
                                365),
                        new ProvisionRequest.HealthCheck("web-health-check", 80, "/", 5, 5, 2, 2),
                        new ProvisionRequest.BackendService("web-backend-service", 30, 300, false, 1),
                        new ProvisionRequest.LoadBalancer(
                                "web-load-balancer",
                                "web-target-proxy",
                                "web-forwarding-rule",
                                "web-address",
                                443,
                                Optional.empty(),
                                Optional.empty()),
                        new ProvisionRequest.Restart(3),
                        new ProvisionRequest.Consent.GoogleManaged(),
                        List.of("user:alice@example.com"),
                        List.of(),
                        ProvisionRequest.Access.AUTHORITATIVE,
                        new ProvisionRequest.Verify(Optional.empty()),
                        false,
                        new ProvisionRequest.Compliance(Optional.empty(), new TreeMap<>()),
                        List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "europe-north1, europe-north1-a",
        "europe-west1, europe-west1-b",
        "us-east1, us-east1-b",
        "northamerica-northeast2, northamerica-northeast2-a",
    })
    void theZonesFollowTheRegion(String region, String first) {
        String request = smallest().replace("\"action\"", "\"region\": \"" + region + "\", \"action\"");
        assertThat(accepted(request).instanceGroup().zones()).hasSize(3).startsWith(first);
    }

    @Test
    void asManyVmsMayBeAwayAsThereAreZones() {
        String request =
                smallest().replace("\"action\"", "\"instanceGroup\": {\"zones\": [\"us-central1-a\"]}, \"action\"");
        assertThat(accepted(request).restart().maxUnavailable()).isEqualTo(1);
    }

    @Test
    void whileATemplateIsRolledOutNoVmIsMissingUnlessTheRequestAllowsIt() {
        assertThat(accepted(lab()).instanceGroup().rollout()).isEqualTo(new ProvisionRequest.Rollout(3, 0));
        assertThat(accepted(labWith("/instanceGroup/rollout", "{\"maxUnavailable\": 3}"))
                        .instanceGroup()
                        .rollout())
                .isEqualTo(new ProvisionRequest.Rollout(0, 3));
    }

    @Test
    void aTlsPolicyThatSaysNothingTakesTls12WithModernSuites() {
        assertThat(accepted(labWith("/loadBalancer/tls", "{}")).loadBalancer().tls())
                .contains(new ProvisionRequest.Tls("lab-tls-policy", "TLS_1_2", "MODERN"));
    }

    @Test
    void theHealthCheckFollowsTheApplicationsPort() {
        String request = smallest().replace("\"action\"", "\"instanceGroup\": {\"port\": 8080}, \"action\"");
        assertThat(accepted(request).healthCheck().port()).isEqualTo(8080);
    }

    @Test
    void theHealthChecksTimeoutIsNotLongerThanItsInterval() {
        String request = smallest().replace("\"action\"", "\"healthCheck\": {\"checkIntervalSec\": 2}, \"action\"");
        assertThat(accepted(request).healthCheck().timeoutSec()).isEqualTo(2);
    }

    @Test
    void aStartupScriptOfLinesIsOneText() {
        assertThat(accepted(labWith("/instanceTemplate/startupScript", "[\"#!/bin/sh\", \"\", \"true\"]"))
                        .instanceTemplate()
                        .startupScript())
                .isEqualTo("#!/bin/sh\n\ntrue");
        assertThat(accepted(labWith("/instanceTemplate/startupScript", "\"#!/bin/sh\\ntrue\""))
                        .instanceTemplate()
                        .startupScript())
                .isEqualTo("#!/bin/sh\ntrue");
    }

    @Test
    void principalsAreComparedAsIamComparesThem() {
        assertThat(accepted(labWith("/principals", "[\"user:Alice@Example.COM\", \"domain:Example.com\"]"))
                        .principals())
                .containsExactly("user:alice@example.com", "domain:example.com");
    }

    @Test
    void namesDerivedFromTheLongestNameAreStillNamesAndStayApart() {
        String a = "a".repeat(62) + "a";
        String b = "a".repeat(62) + "b";

        List<String> names =
                Stream.of(a, b).flatMap(RequestDefaultsTest::derivedNames).toList();

        assertThat(names).hasSize(20).doesNotHaveDuplicates();
        assertThat(names)
                .allSatisfy(
                        name -> assertThat(name).hasSizeLessThanOrEqualTo(63).matches("[a-z]([a-z0-9-]*[a-z0-9])?"));
    }

    static Stream<String> variants() {
        return Stream.of(
                lab(),
                smallest(),
                labWith("/certificate", "{\"existing\": {\"name\": \"old\"}}"),
                labWith("/certificate", "{\"googleManaged\": {\"domains\": [\"a.example.com\"]}}"),
                labWith(
                        "/consent",
                        "{\"ownClient\": {\"clientId\": \"1-a.apps.googleusercontent.com\","
                                + " \"clientSecret\": \"projects/p1/secrets/s/versions/latest\"}}"),
                labWith("/instanceTemplate/serviceAccount", "\"r@p1.iam.gserviceaccount.com\""),
                labWith("/instanceTemplate/tags", "[\"web\"]"),
                labWith("/instanceGroup/rollout", "{\"maxSurge\": 4}"),
                labWith("/instanceGroup/rollout", "{\"maxUnavailable\": 3}"),
                labWith("/loadBalancer/tls", "{}"),
                labWith(
                        "/loadBalancer/tls",
                        "{\"name\": \"t\", \"minVersion\": \"TLS_1_3\", \"profile\": \"RESTRICTED\"}"),
                labWith("/loadBalancer/http", "\"redirect\""),
                labWith("/access", "\"additive\""));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void aRequestWrittenOutInFullIsTheSameRequest(String text) {
        ProvisionRequest request = accepted(text);
        assertThat(accepted(RequestWriter.write(request).toString())).isEqualTo(request);
    }

    private static Stream<String> derivedNames(String deployment) {
        ProvisionRequest request = accepted(smallest().replace("\"web\"", '"' + deployment + '"'));
        return Stream.of(
                request.firewall().name(),
                request.instanceTemplate().name(),
                request.instanceGroup().name(),
                request.certificate().name(),
                request.healthCheck().name(),
                request.backendService().name(),
                request.loadBalancer().urlMap(),
                request.loadBalancer().proxy(),
                request.loadBalancer().forwardingRule(),
                request.loadBalancer().address());
    }
}
