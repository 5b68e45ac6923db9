package dev.sallyport.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.cloud.compute.v1.Allowed;
import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.Firewall;
import com.google.cloud.compute.v1.HealthStatus;
import com.google.cloud.compute.v1.ResourceGroupReference;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.StageResult;
import dev.sallyport.converge.TimeLimit;
import dev.sallyport.deployment.Evidence;
import dev.sallyport.failure.Rejected;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LabExtension.class)
class VerifyStageTest {
    private Lab lab;

    @BeforeEach
    void open(Lab fresh) {
        lab = fresh;
    }

    @Test
    void theWholeLabIsProven() {
        StageResult result = lab.runThrough(VerifyStage.NAME);
        assertThat(result.outputs())
                .containsEntry(
                        "url", lab.deployment().outputsOf(FrontendStage.NAME).get("url"));
        assertThat(result.evidence())
                .allMatch(Evidence::passed)
                .extracting(Evidence::check)
                .containsExactlyInAnyOrder(
                        "firewall-is-closed",
                        "no-path-without-iap",
                        "vms-refuse-direct-access",
                        "iap-answers-strangers",
                        "plain-http-is-closed",
                        "app-greets-the-admitted",
                        "app-refuses-bad-assertions");
    }

    @Test
    void aSecondRunOfEveryStageWritesNothing() {
        lab.runThrough(VerifyStage.NAME);
        assertThat(lab.operationsOf(() -> lab.runThrough(VerifyStage.NAME))).isEmpty();
    }

    @Test
    void withoutTheRestartTheApplicationBelievesNobody() {
        for (StageName stage : Blueprint.protectedApplication().stages()) {
            if (!stage.equals(RestartStage.NAME) && !stage.equals(VerifyStage.NAME)) {
                lab.run(stage);
            }
        }
        await().until(this::vmsAreHealthy);
        lab.deployment().limit(checks(1));
        assertThatThrownBy(() -> lab.run(VerifyStage.NAME))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.remedy())
                                .contains("VMs started before the backend service existed"))
                .hasMessageContaining("app-greets-the-admitted")
                .hasMessageContaining("Token has wrong audience")
                .hasMessageNotContaining("iap-answers-strangers");
    }

    @Test
    void aBackendServiceThatLeadsPastIapIsToldAtOnce() {
        lab.runThrough(FrontendStage.NAME);
        BackendService own = lab.clients().backendServices().get(lab.project(), "my-backend-service");
        ByHand.await(lab.clients()
                .backendServices()
                .insertAsync(
                        lab.project(),
                        BackendService.newBuilder()
                                .setName("back-door")
                                .setLoadBalancingScheme("EXTERNAL_MANAGED")
                                .setProtocol("HTTP")
                                .addHealthChecks(own.getHealthChecks(0))
                                .addAllBackends(own.getBackendsList())
                                .build()));
        assertThatThrownBy(() -> lab.run(VerifyStage.NAME))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("no-path-without-iap")
                .hasMessageContaining("global/backendServices/back-door");
    }

    @Test
    void anOpenedFirewallIsToldWithTheVmThatAnswers() {
        lab.runThrough(FrontendStage.NAME);
        ByHand.await(lab.clients()
                .firewalls()
                .insertAsync(
                        lab.project(),
                        Firewall.newBuilder()
                                .setName("wide-open")
                                .setNetwork("projects/" + lab.project() + "/global/networks/default")
                                .addSourceRanges("0.0.0.0/0")
                                .addAllowed(Allowed.newBuilder()
                                        .setIPProtocol("tcp")
                                        .addPorts("80"))
                                .build()));
        assertThatThrownBy(() -> lab.run(VerifyStage.NAME))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("firewall-is-closed")
                .hasMessageContaining("wide-open")
                .hasMessageContaining("vms-refuse-direct-access");
    }

    @Test
    void theProofWithTheAccountIsLeftOutWhereThereIsNone() {
        lab.asking(request -> request.remove("verify"));
        assertThat(lab.runThrough(VerifyStage.NAME).evidence())
                .extracting(Evidence::check)
                .doesNotContain("app-greets-the-admitted", "app-refuses-bad-assertions")
                .contains("iap-answers-strangers");
    }

    private boolean vmsAreHealthy() {
        ResourceGroupReference group = ResourceGroupReference.newBuilder()
                .setGroup(lab.deployment().outputsOf(InstanceGroupStage.NAME).get("group"))
                .build();
        List<HealthStatus> health = lab.clients()
                .backendServices()
                .getHealth(lab.project(), "my-backend-service", group)
                .getHealthStatusList();
        return health.size() == 3
                && health.stream().allMatch(vm -> vm.getHealthState().equals("HEALTHY"));
    }

    /** A limit that is reached after so many checks. */
    private static TimeLimit checks(int patience) {
        AtomicInteger checks = new AtomicInteger();
        return new TimeLimit() {
            @Override
            public Duration left() {
                return Duration.ofMinutes(1);
            }

            @Override
            public void check(String waitingFor) {
                if (checks.incrementAndGet() > patience) {
                    throw new Rejected("time is over, waiting for " + waitingFor, "none");
                }
            }
        };
    }
}
