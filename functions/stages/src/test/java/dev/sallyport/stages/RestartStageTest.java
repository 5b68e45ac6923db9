package dev.sallyport.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.compute.v1.InstanceGroupManager;
import com.google.cloud.compute.v1.InstanceGroupManagerUpdatePolicy;
import com.google.cloud.compute.v1.InstanceGroupManagerVersion;
import com.google.cloud.compute.v1.RegionInstanceGroupManagersApplyUpdatesRequest;
import dev.sallyport.converge.TimeLimit;
import dev.sallyport.failure.Retryable;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LabExtension.class)
class RestartStageTest {
    private Lab lab;

    @BeforeEach
    void open(Lab fresh) {
        lab = fresh;
        lab.runThrough(BackendStage.NAME);
    }

    @Test
    void everyVmStartsAfterTheBackendServiceCameToBe() {
        OffsetDateTime created = OffsetDateTime.parse(lab.clients()
                .backendServices()
                .get(lab.project(), "my-backend-service")
                .getCreationTimestamp());
        lab.run(RestartStage.NAME);
        assertThat(lab.instances())
                .hasSize(3)
                .extracting(instance -> OffsetDateTime.parse(instance.getLastStartTimestamp()))
                .allSatisfy(started -> assertThat(started).isAfter(created));
    }

    @Test
    void theVmsAreTheSameOnes() {
        Set<Long> before = lab.instanceIds();
        lab.run(RestartStage.NAME);
        assertThat(lab.instanceIds()).isEqualTo(before);
    }

    @Test
    void asManyMayBeAwayAtOnceAsTheRequestAllows() {
        lab.deployment().limit(endingAt("to be stable"));
        assertThatThrownBy(() -> lab.run(RestartStage.NAME)).isInstanceOf(Retryable.class);
        InstanceGroupManager manager = manager();
        assertThat(manager.getUpdatePolicy().getMinimalAction()).isEqualTo("RESTART");
        assertThat(manager.getUpdatePolicy().getMaxUnavailable().getFixed()).isEqualTo(3);
        assertThat(manager.getUpdatePolicy().getMaxSurge().getFixed()).isZero();
    }

    @Test
    void afterwardsAnotherTemplateIsRolledOutAsTheRequestSays() {
        lab.run(RestartStage.NAME);
        InstanceGroupManager manager = manager();
        assertThat(manager.getUpdatePolicy().getMinimalAction()).isEqualTo("REPLACE");
        assertThat(manager.getUpdatePolicy().getMaxUnavailable().getFixed()).isZero();
        assertThat(manager.getUpdatePolicy().getMaxSurge().getFixed()).isEqualTo(3);
    }

    @Test
    void aRestartCutOffInTheMiddleGoesOnAndIsTidiedUpAfter() {
        lab.deployment().limit(endingAt("to be stable"));
        assertThatThrownBy(() -> lab.run(RestartStage.NAME)).isInstanceOf(Retryable.class);

        lab.deployment().limit(LocalDeployment.patient(Duration.ofSeconds(60)));
        lab.run(RestartStage.NAME);

        assertThat(manager().getUpdatePolicy().getMinimalAction()).isEqualTo("REPLACE");
        assertThat(lab.operationsOf(() -> lab.run(RestartStage.NAME))).isEmpty();
    }

    @Test
    void aSecondRunRestartsNothing() {
        lab.run(RestartStage.NAME);
        assertThat(lab.operationsOf(() -> lab.run(RestartStage.NAME))).isEmpty();
    }

    @Test
    void theInstanceGroupStageHasNothingToPutRightAfterwards() {
        lab.run(RestartStage.NAME);
        assertThat(lab.operationsOf(() -> lab.run(InstanceGroupStage.NAME))).isEmpty();
    }

    @Test
    void aVersionNamedByHandLikeOursIsNoObstacle() {
        String id = Long.toUnsignedString(lab.clients()
                .backendServices()
                .get(lab.project(), "my-backend-service")
                .getId());
        InstanceGroupManager manager = manager();
        ByHand.await(lab.clients()
                .regionInstanceGroupManagers()
                .patchAsync(
                        lab.project(),
                        "us-central1",
                        manager.getName(),
                        InstanceGroupManager.newBuilder()
                                .setUpdatePolicy(InstanceGroupManagerUpdatePolicy.newBuilder()
                                        .setType("OPPORTUNISTIC"))
                                .addVersions(InstanceGroupManagerVersion.newBuilder()
                                        .setName("backend-service-" + id + "-by-hand")
                                        .setInstanceTemplate(manager.getInstanceTemplate()))
                                .build()));
        lab.run(RestartStage.NAME);
        assertThat(manager().getVersions(0).getName()).isEqualTo("backend-service-" + id);
    }

    @Test
    void vmsThatStartedLateEnoughAreLeftAlone() {
        ByHand.await(lab.clients()
                .regionInstanceGroupManagers()
                .applyUpdatesToInstancesAsync(
                        lab.project(),
                        "us-central1",
                        manager().getName(),
                        RegionInstanceGroupManagersApplyUpdatesRequest.newBuilder()
                                .setAllInstances(true)
                                .setMinimalAction("RESTART")
                                .setMostDisruptiveAllowedAction("RESTART")
                                .build()));
        Awaitility.await("the restarted group to be stable")
                .atMost(Duration.ofSeconds(20))
                .until(() -> manager().getStatus().getIsStable());
        assertThat(lab.operationsOf(() -> lab.run(RestartStage.NAME))).isEmpty();
    }

    /** A delivery whose time is over as soon as it has to wait for that. */
    private static TimeLimit endingAt(String wait) {
        TimeLimit patient = LocalDeployment.patient(Duration.ofSeconds(60));
        return new TimeLimit() {
            @Override
            public Duration left() {
                return patient.left();
            }

            @Override
            public void check(String waitingFor) {
                patient.check(waitingFor);
                if (waitingFor.contains(wait)) {
                    throw new Retryable("time is short, waiting for " + waitingFor);
                }
            }
        };
    }

    private InstanceGroupManager manager() {
        return lab.clients()
                .regionInstanceGroupManagers()
                .get(lab.project(), "us-central1", "my-managed-instance-group");
    }
}
