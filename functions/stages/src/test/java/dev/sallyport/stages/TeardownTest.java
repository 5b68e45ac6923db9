package dev.sallyport.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.compute.v1.Allowed;
import com.google.cloud.compute.v1.Firewall;
import com.google.cloud.compute.v1.HealthCheck;
import com.google.cloud.compute.v1.RegionInstanceGroupManagersAbandonInstancesRequest;
import com.google.cloud.compute.v1.UrlMap;
import com.google.iam.v1.Binding;
import com.google.iam.v1.SetIamPolicyRequest;
import dev.sallyport.converge.ComputeCollections;
import dev.sallyport.converge.Mark;
import dev.sallyport.converge.ResourceCollection;
import dev.sallyport.failure.Rejected;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the stages take down, what they leave, and in which order. */
@ExtendWith(LabExtension.class)
class TeardownTest {
    private static final String REGION = "us-central1";

    private Lab lab;

    @BeforeEach
    void open(Lab fresh) {
        lab = fresh;
    }

    @Test
    void everythingThatBearsTheMarkGoesTheDoorFirstAndTheFirewallLast() {
        lab.runThrough(FrontendStage.NAME);
        lab.deployment().started().clear();

        lab.tearDownThrough(FirewallStage.NAME);

        assertThat(marked("lab")).isEmpty();
        assertThat(lab.instances()).isEmpty();
        assertThat(lab.deployment().started())
                .startsWith(
                        "forwardingRules/my-load-balancer-forwarding-rule/delete",
                        "targetHttpsProxies/my-load-balancer-target-proxy/delete")
                .containsSubsequence(
                        "urlMaps/my-load-balancer/delete",
                        "backendServices/my-backend-service/delete",
                        "instanceGroupManagers/my-managed-instance-group/delete",
                        "firewalls/allow-iap-traffic/delete",
                        "firewalls/default-allow-internal/insert")
                .endsWith("firewalls/default-allow-internal/insert")
                .noneMatch(action -> action.contains("/patch/"));
    }

    @Test
    void aSecondTeardownWritesNothing() {
        lab.runThrough(FrontendStage.NAME);
        lab.tearDownThrough(FirewallStage.NAME);

        assertThat(lab.operationsOf(() -> lab.tearDownThrough(FirewallStage.NAME)))
                .isEmpty();
    }

    @Test
    void whereNothingWasMadeNothingIsWritten() {
        assertThat(lab.operationsOf(() -> lab.tearDownThrough(FirewallStage.NAME)))
                .isEmpty();
    }

    @Test
    void aRuleThatHadToGoComesBackAsItWas() {
        Firewall before = rule("default-allow-internal");
        lab.run(FirewallStage.NAME);

        lab.tearDown(FirewallStage.NAME);

        assertThat(settable(rule("default-allow-internal"))).isEqualTo(settable(before));
    }

    @Test
    void aRuleThatSomebodyHasMadeAgainIsLeftAsItIs() {
        lab.run(FirewallStage.NAME);
        Firewall theirs = Firewall.newBuilder()
                .setName("default-allow-internal")
                .setNetwork("projects/" + lab.project() + "/global/networks/default")
                .addSourceRanges("10.1.0.0/16")
                .addAllowed(Allowed.newBuilder().setIPProtocol("icmp"))
                .build();
        ByHand.await(lab.clients().firewalls().insertAsync(lab.project(), theirs));

        lab.tearDown(FirewallStage.NAME);

        assertThat(rule("default-allow-internal").getSourceRangesList()).containsExactly("10.1.0.0/16");
    }

    @Test
    void noRuleComesBackWhileVmsOfTheDeploymentAreThere() {
        lab.runThrough(InstanceGroupStage.NAME);
        String abandoned = lab.instances().get(0).getName();
        ByHand.await(lab.clients()
                .regionInstanceGroupManagers()
                .abandonInstancesAsync(
                        lab.project(),
                        REGION,
                        "my-managed-instance-group",
                        RegionInstanceGroupManagersAbandonInstancesRequest.newBuilder()
                                .addInstances(lab.instances().get(0).getSelfLink())
                                .build()));
        lab.tearDown(InstanceGroupStage.NAME);

        assertThatThrownBy(() -> lab.tearDown(FirewallStage.NAME))
                .isInstanceOf(Rejected.class)
                .hasMessage("default-allow-internal would open the VMs " + abandoned
                        + ", which were the deployment's and are still there");
        assertThat(lab.collections().firewalls().find("default-allow-internal")).isEmpty();
    }

    @Test
    void noRuleComesBackThatAnotherDeploymentAsksToBeGone() {
        lab.run(FirewallStage.NAME);
        lab.asking(request -> request.put("deployment", "other"));
        lab.deployment().neighbours().add(lab.request());
        lab.asking(request -> {});

        assertThatThrownBy(() -> lab.tearDown(FirewallStage.NAME))
                .isInstanceOf(Rejected.class)
                .hasMessage("default-allow-internal cannot come back: the deployment other asks for it to be gone");
        assertThat(lab.collections().firewalls().find("default-allow-internal")).isEmpty();

        lab.deployment().neighbours().clear();
        lab.tearDown(FirewallStage.NAME);
        assertThat(lab.collections().firewalls().find("default-allow-internal")).isPresent();
    }

    @Test
    void whatSomebodyElseUsesIsLeftAndTheUserIsNamed() {
        lab.runThrough(FrontendStage.NAME);
        UrlMap theirs = UrlMap.newBuilder()
                .setName("their-map")
                .setDefaultService("projects/" + lab.project() + "/global/backendServices/my-backend-service")
                .build();
        ByHand.await(lab.clients().urlMaps().insertAsync(lab.project(), theirs));

        assertThatThrownBy(() -> lab.tearDownThrough(FirewallStage.NAME))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.remedy())
                                .startsWith("Let go of the resource where it is used and publish the request again"))
                .hasMessageContaining("my-backend-service")
                .hasMessageContaining("is already being used by")
                .hasMessageContaining("their-map");
        assertThat(lab.clients()
                        .backendServices()
                        .get(lab.project(), "my-backend-service")
                        .getIap()
                        .getEnabled())
                .as("IAP before what their map leads to")
                .isTrue();
        assertThat(lab.collections().firewalls().find("default-allow-internal")).isEmpty();

        ByHand.await(lab.clients().urlMaps().deleteAsync(lab.project(), "their-map"));
        lab.tearDownThrough(FirewallStage.NAME);
        assertThat(marked("lab")).isEmpty();
    }

    @Test
    void whatHasLostTheMarkIsSomebodyElsesAndStays() {
        lab.runThrough(BackendStage.NAME);
        ByHand.await(lab.clients()
                .healthChecks()
                .patchAsync(
                        lab.project(),
                        "my-health-check",
                        HealthCheck.newBuilder()
                                .setDescription("kept by the network team")
                                .build()));

        lab.tearDownThrough(FirewallStage.NAME);

        assertThat(lab.collections().healthChecks().find("my-health-check")).isPresent();
        assertThat(marked("lab")).isEmpty();
    }

    @Test
    void whatEarlierRequestsHadUnderOtherNamesGoesToo() {
        lab.run(CertificateStage.NAME);
        lab.run(InstanceTemplateStage.NAME);
        lab.asking(request -> {
            request.withObject("/certificate/selfSigned").put("name", "another-cert");
            request.withObject("/instanceTemplate").put("name", "another-template");
        });
        lab.run(CertificateStage.NAME);
        lab.run(InstanceTemplateStage.NAME);

        lab.tearDown(CertificateStage.NAME);
        lab.tearDown(InstanceTemplateStage.NAME);

        assertThat(marked("lab")).isEmpty();
    }

    @Test
    void anotherDeploymentsResourcesStay() {
        lab.asking(request -> request.put("deployment", "other")
                .withObject("/certificate/selfSigned")
                .put("name", "other-cert"));
        lab.run(CertificateStage.NAME);
        lab.asking(request -> {});
        lab.run(CertificateStage.NAME);

        lab.tearDown(CertificateStage.NAME);

        assertThat(marked("lab")).isEmpty();
        assertThat(marked("other")).containsExactly("sslCertificates/other-cert");
    }

    @Test
    void whatWasGrantedIsTakenBackAndWhatOthersWereGrantedIsNot() {
        lab.runThrough(IapStage.NAME);
        lab.run(AccessStage.NAME);
        Binding theirs = Binding.newBuilder()
                .setRole(AccessPolicy.ROLE)
                .addMembers("user:dave@example.com")
                .build();
        lab.clients()
                .iap()
                .setIamPolicy(SetIamPolicyRequest.newBuilder()
                        .setResource(lab.iapResource())
                        .setPolicy(lab.policy().toBuilder().addBindings(theirs))
                        .build());
        lab.asking(request -> request.putArray("principals").add("user:erin@example.com"));

        lab.tearDown(AccessStage.NAME);

        assertThat(lab.policy().getBindingsList()).containsExactly(theirs);
    }

    @Test
    void theSecretAndTheClientOfTheRequestAreNotTouched() {
        lab.tearDown(ConsentStage.NAME);
        assertThat(lab.deployment().started()).isEmpty();
    }

    private Firewall rule(String name) {
        return lab.clients().firewalls().get(lab.project(), name);
    }

    private static Firewall settable(Firewall rule) {
        return rule.toBuilder().clearId().clearCreationTimestamp().build();
    }

    /** Everything in the project that bears a deployment's mark. */
    private List<String> marked(String deployment) {
        ComputeCollections all = lab.collections();
        return Stream.<ResourceCollection<?>>of(
                        all.firewalls(),
                        all.instanceTemplates(),
                        all.instanceGroupManagers(REGION),
                        all.sslCertificates(),
                        all.healthChecks(),
                        all.backendServices(),
                        all.urlMaps(),
                        all.targetHttpsProxies(),
                        all.addresses(),
                        all.forwardingRules())
                .flatMap(collection ->
                        collection.namesOf(new Mark(deployment)).stream().map(name -> collection.name() + "/" + name))
                .toList();
    }
}
