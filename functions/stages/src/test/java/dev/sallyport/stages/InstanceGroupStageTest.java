package dev.sallyport.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.compute.v1.AccessConfig;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.InstanceGroupManager;
import com.google.cloud.compute.v1.NamedPort;
import com.google.cloud.compute.v1.RegionInstanceGroupsSetNamedPortsRequest;
import dev.sallyport.converge.Link;
import dev.sallyport.converge.PlannedChange;
import dev.sallyport.deployment.Direction;
import dev.sallyport.failure.Rejected;
import dev.sallyport.plan.StagePlan;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LabExtension.class)
class InstanceGroupStageTest {
    private void assertThatTheNextTemplateIsRolledOut() {
        lab.asking(request -> request.withObject("/instanceTemplate").put("machineType", "e2-small"));
        lab.run(InstanceTemplateStage.NAME);
        run();
        assertThat(instances())
                .hasSize(3)
                .extracting(instance -> Link.name(instance.getMachineType()))
                .containsOnly("e2-small");
    }

    private static final String GROUP = "my-managed-instance-group";
    private Lab lab;

    @BeforeEach
    void open(Lab fresh) {
        lab = fresh;
        lab.run(InstanceTemplateStage.NAME);
    }

    @Test
    void theGroupStandsInTheZonesAskedForWhenTheStageEnds() {
        Map<String, String> outputs = run();
        assertThat(outputs)
                .containsEntry(
                        "manager", "projects/" + lab.project() + "/regions/us-central1/instanceGroupManagers/" + GROUP)
                .containsEntry("group", "projects/" + lab.project() + "/regions/us-central1/instanceGroups/" + GROUP);
        InstanceGroupManager manager = manager();
        assertThat(manager.getStatus().getIsStable()).isTrue();
        assertThat(manager.getTargetSize()).isEqualTo(3);
        assertThat(manager.getDistributionPolicy().getZonesList())
                .extracting(zone -> Link.name(zone.getZone()))
                .containsExactlyInAnyOrder("us-central1-b", "us-central1-c", "us-central1-f");
        assertThat(instances()).hasSize(3).extracting(Instance::getStatus).containsOnly("RUNNING");
    }

    @Test
    void thePortHasItsName() {
        run();
        assertThat(namedPorts()).containsExactly(port("http", 80));
    }

    @Test
    void aSecondRunWritesNothing() {
        run();
        assertThat(lab.operationsOf(() -> run())).isEmpty();
    }

    @Test
    void anExternalAddressGivenByHandIsTakenAgainWhereTheRequestWantsNone() {
        lab.asking(request -> request.withObject("/instanceTemplate").put("externalAddress", false));
        lab.run(InstanceTemplateStage.NAME);
        run();
        Set<Long> before = lab.instanceIds();
        giveAnAddressTo(instances().iterator().next());
        lab.deployment().started().clear();

        run();

        assertThat(instances()).noneMatch(UnaddressedVm::isAddressed);
        assertThat(lab.instanceIds()).isEqualTo(before);
        assertThat(lab.deployment().started()).singleElement().asString().contains("/deleteAccessConfig/nic0");
        assertThat(lab.operationsOf(() -> run())).isEmpty();
    }

    @Test
    void externalAddressesThatTheNextTemplateTakesAwayAreNotTakenBefore() {
        run();
        lab.asking(request -> request.withObject("/instanceTemplate").put("externalAddress", false));

        assertThat(lab.plan(Direction.PROVISION))
                .flatExtracting(StagePlan::pending)
                .extracting(PlannedChange::resource)
                .noneMatch(resource -> resource.startsWith("instances/"));
    }

    private void giveAnAddressTo(Instance vm) {
        ByHand.await(lab.clients()
                .instances()
                .addAccessConfigAsync(
                        lab.project(),
                        Link.name(vm.getZone()),
                        vm.getName(),
                        "nic0",
                        AccessConfig.newBuilder()
                                .setName("External NAT")
                                .setType("ONE_TO_ONE_NAT")
                                .build()));
    }

    @Test
    void anotherSizeIsAPatchOfTheSizeAlone() {
        run();
        lab.deployment().started().clear();
        lab.asking(request -> request.withObject("/instanceGroup").put("size", 4));
        run();
        assertThat(lab.deployment().started()).containsExactly("instanceGroupManagers/" + GROUP + "/patch/targetSize");
        assertThat(instances()).hasSize(4);
    }

    @Test
    void aNamedPortChangedByHandIsPutBack() {
        run();
        ByHand.await(lab.clients()
                .regionInstanceGroups()
                .setNamedPortsAsync(
                        lab.project(),
                        "us-central1",
                        GROUP,
                        RegionInstanceGroupsSetNamedPortsRequest.newBuilder()
                                .addNamedPorts(port("http", 8080))
                                .build()));
        run();
        assertThat(namedPorts()).containsExactly(port("http", 80));
    }

    @Test
    void anotherTemplateIsRolledOutBeforeTheStageEnds() {
        run();

        assertThatTheNextTemplateIsRolledOut();
    }

    @Test
    void anotherTemplateIsRolledOutAfterARollingRestart() {
        // Without its rule no VM would ever answer the health check.
        lab.run(FirewallStage.NAME);
        run();
        lab.run(BackendStage.NAME);
        lab.run(RestartStage.NAME);

        assertThatTheNextTemplateIsRolledOut();
    }

    @Test
    void otherZonesAreRejectedWithARemedy() {
        run();
        lab.asking(request -> request.withObject("/instanceGroup")
                .putArray("zones")
                .add("us-central1-a")
                .add("us-central1-b")
                .add("us-central1-c"));
        assertThatThrownBy(this::run)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.remedy()).contains("Choose another name"))
                .hasMessageContaining("distributionPolicy");
    }

    private Map<String, String> run() {
        return lab.run(InstanceGroupStage.NAME).outputs();
    }

    private InstanceGroupManager manager() {
        return lab.clients().regionInstanceGroupManagers().get(lab.project(), "us-central1", GROUP);
    }

    private Iterable<NamedPort> namedPorts() {
        return lab.clients()
                .regionInstanceGroups()
                .get(lab.project(), "us-central1", GROUP)
                .getNamedPortsList();
    }

    private Iterable<Instance> instances() {
        return lab.instances();
    }

    private static NamedPort port(String name, int port) {
        return NamedPort.newBuilder().setName(name).setPort(port).build();
    }
}
