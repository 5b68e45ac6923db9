package dev.sallyport.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.converge.Change;
import dev.sallyport.converge.FieldDifference;
import dev.sallyport.converge.PlannedChange;
import dev.sallyport.finding.Observation;
import dev.sallyport.plan.StagePlan;
import dev.sallyport.stages.Inspection;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlannedDifferencesTest {
    @Test
    void aDifferenceBelongsToItsControl() {
        assertThat(seen(stage("iap", patch("backendServices/web", "iap.enabled"))))
                .containsExactly("iap-on backendServices/web");
    }

    @Test
    void differencesOfOneResourceMayBelongToSeveralControls() {
        assertThat(seen(stage(
                        "frontend", patch("targetHttpsProxies/web", "sslPolicy", "sslCertificates", "quicOverride"))))
                .containsExactlyInAnyOrder(
                        "tls-policy targetHttpsProxies/web",
                        "certificate-served targetHttpsProxies/web",
                        "drift targetHttpsProxies/web");
    }

    @Test
    void whatWaitsForSomethingMissingIsNotToldBesideIt() {
        assertThat(seen(
                        stage("backend", new PlannedChange("backendServices/web", new Change.Create())),
                        stage("iap", patch("backendServices/web", "iap.enabled")),
                        stage("access", patch("iapPolicies/web", "members"))))
                .containsExactly("drift backendServices/web");
    }

    @Test
    void whatDoesNotWaitForItIsTold() {
        assertThat(seen(
                        stage("certificate", new PlannedChange("sslCertificates/web", new Change.Create())),
                        stage("iap", patch("backendServices/web", "iap.enabled"))))
                .containsExactly("drift sslCertificates/web", "iap-on backendServices/web");
    }

    @Test
    void aStageThatWouldFailIsDriftWithItsReason() {
        StagePlan consent = StagePlan.refused(
                new StageName("consent"), List.of(), new Change.Refused("the secret is disabled", "enable it"));

        assertThat(new PlannedDifferences().at(subject(consent)))
                .singleElement()
                .satisfies(observation -> {
                    assertThat(observation.subject()).isEqualTo("stages/consent");
                    assertThat(observation.seen()).isEqualTo("the secret is disabled; enable it");
                });
    }

    private static List<String> seen(StagePlan... plans) {
        return new PlannedDifferences()
                .at(subject(plans)).stream().map(Observation::key).toList();
    }

    private static Subject subject(StagePlan... plans) {
        return new Subject(null, new Inspection(List.of(plans), List.of(), List.of(), List.of()), null, null);
    }

    private static StagePlan stage(String name, PlannedChange... changes) {
        return StagePlan.of(new StageName(name), List.of(changes), List.of());
    }

    private static PlannedChange patch(String resource, String... fields) {
        List<FieldDifference> differences = List.of(fields).stream()
                .map(field -> new FieldDifference(field, "this", "that"))
                .toList();
        return new PlannedChange(resource, new Change.Patch(differences));
    }
}
