package dev.sallyport.stages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.compute.v1.Firewall;
import com.google.cloud.compute.v1.HealthCheck;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.converge.PlannedChange;
import dev.sallyport.deployment.Direction;
import dev.sallyport.plan.StagePlan;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The stages only looking: what a plan says, and that it is what converging then does. */
@ExtendWith(LabExtension.class)
class PlanTest {
    private static final String GROUP = "instanceGroupManagers/my-managed-instance-group";

    private Lab lab;

    @BeforeEach
    void open(Lab fresh) {
        lab = fresh;
    }

    @Test
    void inAnEmptyProjectEverythingIsMadeInTheStagesOrder() {
        assertThat(provisioning())
                .startsWith(
                        "+ firewalls/allow-iap-traffic",
                        "- firewalls/default-allow-internal",
                        "+ instanceTemplates/my-instance-template",
                        "+ sslCertificates/my-cert",
                        "+ " + GROUP,
                        "+ healthChecks/my-health-check")
                .containsSubsequence(
                        "+ backendServices/my-backend-service",
                        "~ backendServices/my-backend-service iap.enabled: false -> true",
                        "~ iapPolicies/my-backend-service members[user:alice@example.com]:  -> granted",
                        "+ addresses/static-ip",
                        "+ urlMaps/my-load-balancer",
                        "+ targetHttpsProxies/my-load-balancer-target-proxy",
                        "+ forwardingRules/my-load-balancer-forwarding-rule")
                .noneMatch(line -> line.contains("refused") || line.contains("unknown"));
    }

    @Test
    void whatIsMadeForTheFirstTimeIsSaidToBe() {
        assertThat(PlanLines.consequences(lab.plan(Direction.PROVISION)))
                .contains(
                        "Google's front ends reach the VMs' port, and nobody else does.",
                        "3 VMs start in us-central1-b, us-central1-c, us-central1-f.",
                        "Every VM restarts to learn the backend service's id, before anybody can reach the application.",
                        "Identity-Aware Proxy is on before anybody can reach the application.",
                        "The application can be reached on port 443 of a new address; that comes last, when"
                                + " Identity-Aware Proxy stands before it.");
    }

    @Test
    void aPlanWritesNothing() {
        assertThat(lab.operationsOf(() -> lab.plan(Direction.PROVISION))).isEmpty();
        lab.runThrough(FrontendStage.NAME);
        lab.asking(request -> request.withObject("/instanceGroup").put("size", 4));
        assertThat(lab.operationsOf(() -> {
                    lab.plan(Direction.PROVISION);
                    lab.plan(Direction.DESTROY);
                }))
                .isEmpty();
        assertThat(lab.deployment().outputsOf(FirewallStage.NAME)).containsOnlyKeys("rule", "removed");
    }

    @Test
    void afterARunNothingIsLeftToDo() {
        lab.runThrough(FrontendStage.NAME);
        assertThat(provisioning()).isEmpty();
        assertThat(lab.plan(Direction.PROVISION))
                .hasSameSizeAs(Blueprint.protectedApplication().stages());
        assertThat(lab.plan(Direction.PROVISION).stream()
                        .flatMap(stage -> stage.changes().stream())
                        .map(PlannedChange::resource))
                .contains("firewalls/allow-iap-traffic", GROUP, "forwardingRules/my-load-balancer-forwarding-rule");
    }

    @Test
    void afterAChangedRequestHasBeenMetNothingIsLeftToDo() {
        lab.runThrough(FrontendStage.NAME);
        lab.asking(PlanTest::changed);
        assertThat(provisioning()).isNotEmpty();
        lab.runThrough(RetireStage.NAME);
        assertThat(provisioning()).isEmpty();
    }

    @Test
    void anotherSizeIsOneFieldOfTheGroup() {
        lab.runThrough(FrontendStage.NAME);
        lab.asking(request -> request.withObject("/instanceGroup").put("size", 5));
        assertThat(provisioning()).containsExactly("~ " + GROUP + " targetSize: 3 -> 5");
        assertThat(consequences()).containsExactly("The group has 5 VMs instead of 3.");
    }

    @Test
    void anotherStartupScriptReplacesTheTemplateAndThenTheVms() {
        lab.runThrough(FrontendStage.NAME);
        lab.asking(request -> request.withObject("/instanceTemplate").put("startupScript", "echo hello"));
        assertThat(provisioning())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("-/\\+ instanceTemplates/my-instance-template by"
                                        + " instanceTemplates/my-instance-template-[0-9a-f]{8}"),
                        line -> assertThat(line)
                                .contains(" properties.metadata.items[startup-script].value: #!/bin/bash")
                                .endsWith(" -> echo hello"),
                        line -> assertThat(line).startsWith("~ " + GROUP + " instanceTemplate: "),
                        line -> assertThat(line).isEqualTo("- instanceTemplates/my-instance-template"));
        assertThat(consequences()).singleElement().asString().contains("VMs are replaced");
    }

    @Test
    void aTemplateIsReplacedFromTheOneThatIsInUse() {
        lab.runThrough(FrontendStage.NAME);
        lab.asking(request -> request.withObject("/instanceTemplate").put("diskSizeGb", 20));
        lab.runThrough(FrontendStage.NAME);
        lab.asking(request -> request.withObject("/instanceTemplate").put("diskSizeGb", 30));
        assertThat(provisioning().get(0)).matches("-/\\+ instanceTemplates/my-instance-template-[0-9a-f]{8} by .*");
        assertThat(provisioning().get(1)).endsWith("diskSizeGb: 20 -> 30");
    }

    @Test
    void otherPrincipalsAreToldByName() {
        lab.runThrough(FrontendStage.NAME);
        lab.asking(request -> request.putArray("principals").add("group:staff@example.com"));
        assertThat(provisioning())
                .containsExactly(
                        "~ iapPolicies/my-backend-service members[group:staff@example.com]:  -> granted",
                        "~ iapPolicies/my-backend-service members[user:alice@example.com]: granted -> ");
        assertThat(consequences())
                .containsExactly("group:staff@example.com may pass.", "user:alice@example.com may not pass any more.");
    }

    @Test
    void anotherHealthCheckPathIsChangedInPlace() {
        lab.runThrough(FrontendStage.NAME);
        lab.asking(request -> request.withObject("/healthCheck").put("path", "/healthy"));
        assertThat(provisioning())
                .containsExactly("~ healthChecks/my-health-check httpHealthCheck.requestPath: / -> /healthy");
        assertThat(consequences())
                .containsExactly("VMs are judged by /healthy instead of /: one that does not answer it with 200 gets no"
                        + " requests.");
    }

    @Test
    void aCertificateThatIsDueIsReplacedAndTheProxyTurnedToTheNewOne() {
        lab.runThrough(FrontendStage.NAME);
        lab.deployment().later(Duration.ofDays(350));
        assertThat(provisioning())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("-/\\+ sslCertificates/my-cert by sslCertificates/my-cert-[0-9a-f]{8}"),
                        line -> assertThat(line).contains(" notAfter: ").endsWith(" -> 365 days from now"),
                        line -> assertThat(line)
                                .startsWith("~ targetHttpsProxies/my-load-balancer-target-proxy sslCertificates: "),
                        line -> assertThat(line).isEqualTo("- sslCertificates/my-cert"));
        assertThat(consequences())
                .singleElement()
                .asString()
                .matches("New connections are served the certificate my-cert-[0-9a-f]{8} instead of my-cert; open ones"
                        + " go on\\.");
    }

    @Test
    void aStageThatWouldFailLeavesOpenWhatComesAfterIt() {
        lab.asking(request -> request.withObject("/consent")
                .removeAll()
                .putObject("ownClient")
                .put("clientId", "1-a.apps.googleusercontent.com")
                .put("clientSecret", "projects/secrets-of-lab/secrets/none/versions/1"));
        assertThat(provisioning())
                .contains("+ " + GROUP, "+ backendServices/my-backend-service")
                .anyMatch(line -> line.startsWith("consent refused: The secret of the OAuth client"))
                .contains("iap unknown until [consent]", "access unknown until [consent]")
                .contains("frontend unknown until [consent]", "verify unknown until [consent]")
                .noneMatch(line -> line.contains("forwardingRules"));
    }

    @Test
    void whatSomebodyElseHasMadeIsRefusedWithTheWayToHandItOver() {
        ByHand.await(lab.clients()
                .healthChecks()
                .insertAsync(
                        lab.project(),
                        HealthCheck.newBuilder()
                                .setName("my-health-check")
                                .setType("TCP")
                                .build()));
        List<StagePlan> plan = lab.plan(Direction.PROVISION);
        assertThat(PlanLines.of(plan))
                .contains("! healthChecks/my-health-check")
                .contains("restart unknown until [backend]");
        assertThat(plan)
                .filteredOn(stage -> stage.stage().equals(BackendStage.NAME))
                .singleElement()
                .satisfies(stage -> assertThat(stage.refusal().orElseThrow().remedy())
                        .contains("{\"resource\": \"healthChecks/my-health-check\"}"));
    }

    @Test
    void aTeardownTakesTheDoorFirstAndPutsBackWhatHadToGo() {
        lab.runThrough(FrontendStage.NAME);
        assertThat(PlanLines.of(lab.plan(Direction.DESTROY)))
                .startsWith(
                        "- forwardingRules/my-load-balancer-forwarding-rule",
                        "- targetHttpsProxies/my-load-balancer-target-proxy")
                .containsSubsequence(
                        "- backendServices/my-backend-service",
                        "- " + GROUP,
                        "- firewalls/allow-iap-traffic",
                        "+ firewalls/default-allow-internal")
                .noneMatch(line -> line.contains("refused") || line.contains("unknown"));
        assertThat(PlanLines.consequences(lab.plan(Direction.DESTROY)))
                .contains(
                        "The application is not reached any more.",
                        "default-allow-internal comes back as it was, once no VM of the deployment is left.");
    }

    @Test
    void whereNothingWasMadeNothingIsTakenDown() {
        assertThat(PlanLines.of(lab.plan(Direction.DESTROY))).isEmpty();
    }

    @Test
    void aWidenedFirewallIsToldWithWhomItLetsInUntilThen() {
        lab.runThrough(FrontendStage.NAME);
        ByHand.await(lab.clients()
                .firewalls()
                .patchAsync(
                        lab.project(),
                        "allow-iap-traffic",
                        Firewall.newBuilder().addSourceRanges("0.0.0.0/0").build()));
        assertThat(provisioning())
                .containsExactly("~ firewalls/allow-iap-traffic sourceRanges: [0.0.0.0/0] -> [130.211.0.0/22,"
                        + " 35.191.0.0/16]");
        assertThat(consequences())
                .containsExactly("allow-iap-traffic lets in [130.211.0.0/22, 35.191.0.0/16]; until then [0.0.0.0/0].");
    }

    @Test
    void aDeploymentThatOnlyWaitsForItsCertificateHasNothingToDo() {
        lab.asking(PlanTest::managedCertificate);
        String means =
                "verify waits for Google to issue the certificate managed-cert, which it does once app.example.com"
                        + " points at the application's address.";
        assertThat(provisioning())
                .contains("+ sslCertificates/managed-cert")
                .noneMatch(line -> line.contains("refused") || line.contains("unknown"));
        assertThat(consequences()).contains(means);

        lab.runThrough(FrontendStage.NAME);

        assertThat(provisioning()).isEmpty();
        assertThat(consequences()).containsExactly(means);
        assertThat(lab.proof())
                .singleElement()
                .satisfies(seen -> assertThat(seen.seen())
                        .startsWith("waiting for the certificate managed-cert, which is PROVISIONING"));
    }

    private static void managedCertificate(ObjectNode request) {
        request.putObject("certificate")
                .putObject("googleManaged")
                .put("name", "managed-cert")
                .putArray("domains")
                .add("app.example.com");
    }

    @Test
    void visitorsAreLedToAnotherBackendServiceOnceItIsGuarded() {
        lab.runThrough(FrontendStage.NAME);
        lab.asking(request -> request.withObject("/backendService").put("name", "new-service"));
        assertThat(consequences())
                .contains(
                        "Identity-Aware Proxy is on before anybody can reach the application.",
                        "Visitors are led to the backend service new-service instead of my-backend-service.")
                .noneMatch(text -> text.contains("answers anybody") || text.contains("Every path"));
    }

    @Test
    void aRestartChangesTheVersionAndLeavesTheUpdatePolicyAsItWas() {
        lab.runThrough(FrontendStage.NAME);
        lab.asking(request -> request.withObject("/backendService").put("name", "new-service"));
        assertThat(provisioning())
                .filteredOn(line -> line.contains(GROUP))
                .singleElement()
                .asString()
                .startsWith("~ " + GROUP + " versions");
    }

    @Test
    void theWayInAndTheRedirectToItAreToldOnceEach() {
        lab.asking(request -> request.withObject("/loadBalancer").put("http", "redirect"));
        assertThat(consequences())
                .contains("Port 80 of the address sends visitors on to HTTPS.")
                .filteredOn(text -> text.startsWith("The application can be reached"))
                .hasSize(1);
        lab.runThrough(FrontendStage.NAME);
        assertThat(PlanLines.consequences(lab.plan(Direction.DESTROY)))
                .filteredOn(text -> text.equals("The application is not reached any more."))
                .hasSize(1);
    }

    @Test
    void aForwardingRuleOfAnotherNameIsReplacedOnceAndTheOutageIsTold() {
        lab.runThrough(FrontendStage.NAME);
        lab.asking(request -> request.withObject("/loadBalancer").put("forwardingRule", "another-rule"));

        assertThat(provisioning())
                .containsExactly(
                        "- forwardingRules/my-load-balancer-forwarding-rule", "+ forwardingRules/another-rule");
        assertThat(consequences())
                .filteredOn(text -> text.startsWith("The application is not reached for some seconds"))
                .hasSize(1);
    }

    private static void changed(ObjectNode request) {
        request.withObject("/instanceGroup").put("size", 2);
        request.withObject("/instanceTemplate").withArray("startupScript").insert(1, "# hello");
        request.withObject("/healthCheck").put("path", "/?healthy");
        request.withObject("/backendService").put("timeoutSec", 60);
        request.putArray("principals").add("group:staff@example.com");
        request.withObject("/certificate")
                .withObject("/selfSigned")
                .withObject("/subject")
                .put("commonName", "Other");
    }

    private List<String> provisioning() {
        return PlanLines.of(lab.plan(Direction.PROVISION));
    }

    private List<String> consequences() {
        return PlanLines.consequences(lab.plan(Direction.PROVISION));
    }
}
