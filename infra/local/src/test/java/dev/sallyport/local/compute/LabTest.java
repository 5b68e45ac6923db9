package dev.sallyport.local.compute;

import static dev.sallyport.local.compute.ComputeFixture.PROJECT;
import static dev.sallyport.local.compute.ComputeFixture.quickPolling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.google.api.client.http.HttpResponseException;
import com.google.cloud.compute.v1.AccessConfig;
import com.google.cloud.compute.v1.AttachedDisk;
import com.google.cloud.compute.v1.AttachedDiskInitializeParams;
import com.google.cloud.compute.v1.DistributionPolicy;
import com.google.cloud.compute.v1.DistributionPolicyZoneConfiguration;
import com.google.cloud.compute.v1.FixedOrPercent;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.InstanceGroupManager;
import com.google.cloud.compute.v1.InstanceGroupManagerUpdatePolicy;
import com.google.cloud.compute.v1.InstanceGroupManagerVersion;
import com.google.cloud.compute.v1.InstanceProperties;
import com.google.cloud.compute.v1.InstanceTemplate;
import com.google.cloud.compute.v1.InstanceTemplatesClient;
import com.google.cloud.compute.v1.InstanceTemplatesSettings;
import com.google.cloud.compute.v1.ManagedInstance;
import com.google.cloud.compute.v1.NetworkInterface;
import com.google.cloud.compute.v1.RegionInstanceGroupManagersClient;
import com.google.cloud.compute.v1.RegionInstanceGroupManagersSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lab's regional managed instance group, by Google's own clients. */
class LabTest {
    private static final String REGION = "us-central1";
    private static final String GROUP = "my-managed-instance-group";

    private final ComputeFixture cloud = new ComputeFixture();
    private final Queue<String> machines = new ConcurrentLinkedQueue<>();
    private RegionInstanceGroupManagersClient groups;

    @BeforeEach
    void createTheGroup() throws Exception {
        cloud.compute.attach(new RecordedMachines());
        createTemplate();
        RegionInstanceGroupManagersSettings.Builder settings = RegionInstanceGroupManagersSettings.newBuilder()
                .setEndpoint(cloud.endpoint())
                .setCredentialsProvider(cloud.credentials());
        settings.insertOperationSettings().setPollingAlgorithm(quickPolling());
        settings.patchOperationSettings().setPollingAlgorithm(quickPolling());
        settings.resizeOperationSettings().setPollingAlgorithm(quickPolling());
        settings.deleteOperationSettings().setPollingAlgorithm(quickPolling());
        groups = RegionInstanceGroupManagersClient.create(settings.build());
        groups.insertAsync(PROJECT, REGION, group()).get();
        awaitStable();
    }

    @AfterEach
    void close() {
        groups.close();
        cloud.close();
    }

    @Test
    void aGroupMakesOneInstanceInEachOfItsZones() {
        assertThat(instances())
                .hasSize(3)
                .allSatisfy(instance -> assertThat(instance.getStatus()).isEqualTo("RUNNING"))
                .extracting(
                        instance -> Link.parse(instance.getZone()).orElseThrow().name())
                .containsExactlyInAnyOrder("us-central1-a", "us-central1-b", "us-central1-c");
        assertThat(instances())
                .extracting(instance ->
                        instance.getNetworkInterfaces(0).getAccessConfigs(0).getNatIP())
                .doesNotHaveDuplicates()
                .allMatch(address -> address.startsWith("198.19."));
    }

    @Test
    void everyInstanceBootsOnce() {
        assertThat(machines).hasSize(3).allMatch(event -> event.startsWith("start "));
    }

    @Test
    void aNewVersionNameRestartsEveryInstanceInPlace() throws Exception {
        List<Long> ids = instances().stream().map(Instance::getId).toList();
        machines.clear();

        groups.patchAsync(PROJECT, REGION, GROUP, restart("0/now", 3)).get();
        awaitStable();

        assertThat(instances()).extracting(Instance::getId).containsExactlyElementsOf(ids);
        assertThat(machines.stream().filter(event -> event.startsWith("stop "))).hasSize(3);
        assertThat(machines.stream().filter(event -> event.startsWith("start ")))
                .hasSize(3);
        assertThat(managed())
                .extracting(instance -> instance.getVersion().getName())
                .containsOnly("0/now");
        assertThat(groups.get(PROJECT, REGION, GROUP)
                        .getStatus()
                        .getVersionTarget()
                        .getIsReached())
                .isTrue();
    }

    @Test
    void aGroupIsNotStableFromTheMomentARestartIsAskedFor() throws Exception {
        try (ComputeFixture slow = new ComputeFixture(
                (collection, method) -> collection.equals("instances") ? Duration.ofMinutes(1) : Duration.ZERO)) {
            slow.change("POST", "global/instanceTemplates", TEMPLATE);
            slow.change("POST", "zones/us-central1-a/instanceGroupManagers", ZONAL_GROUP);
            await().until(() -> {
                slow.clock.advance(Duration.ofMinutes(1));
                return stable(slow);
            });

            slow.change(
                    "PATCH",
                    "zones/us-central1-a/instanceGroupManagers/g",
                    "{'updatePolicy': {'type': 'PROACTIVE', 'minimalAction': 'RESTART'}, 'versions': [{'name': 'again',"
                            + " 'instanceTemplate': 'global/instanceTemplates/t'}]}");

            assertThat(stable(slow)).isFalse();
        }
    }

    private static final String TEMPLATE = """
            {'name': 't', 'properties': {'machineType': 'e2-micro', 'networkInterfaces': [{}], 'disks': [{'boot': true,
             'autoDelete': true,
             'initializeParams': {'sourceImage': 'projects/debian-cloud/global/images/family/debian-12'}}]}}
            """;

    private static final String ZONAL_GROUP =
            "{'name': 'g', 'targetSize': 1, 'instanceTemplate': 'global/instanceTemplates/t'}";

    private static boolean stable(ComputeFixture cloud) {
        return cloud.get("zones/us-central1-a/instanceGroupManagers/g")
                .json()
                .at("/status/isStable")
                .asBoolean();
    }

    @Test
    void fewerThanTheNumberOfZonesMayNotBeUnavailable() {
        assertThat(catchApiMessage(() -> groups.patchAsync(PROJECT, REGION, GROUP, restart("1", 2))
                        .get()))
                .contains("Invalid value for field 'resource.updatePolicy.maxUnavailable.fixed': '2'. Fixed "
                        + "updatePolicy.maxUnavailable for regional managed instance group has to be either 0 or at "
                        + "least equal to the number of zones.");
    }

    @Test
    void aGroupIsKeptAtItsSize() throws Exception {
        groups.resizeAsync(PROJECT, REGION, GROUP, 5).get();
        awaitStable();
        assertThat(instances()).hasSize(5);

        groups.resizeAsync(PROJECT, REGION, GROUP, 2).get();
        awaitStable();
        assertThat(instances()).hasSize(2);
    }

    @Test
    void anInstanceDeletedBehindTheGroupsBackComesAgain() {
        Instance victim = instances().get(0);
        Link link = Link.parse(victim.getSelfLink()).orElseThrow();

        cloud.change("DELETE", link.scope().path() + "/instances/" + link.name(), "");

        await().untilAsserted(() -> assertThat(instances())
                .filteredOn(instance -> instance.getName().equals(victim.getName()))
                .singleElement()
                .satisfies(instance -> assertThat(instance.getId()).isNotEqualTo(victim.getId())));
    }

    @Test
    void aDeletedGroupTakesItsInstancesDisksAndGroupAlong() throws Exception {
        groups.deleteAsync(PROJECT, REGION, GROUP).get();

        assertThat(instances()).isEmpty();
        assertThat(cloud.get("aggregated/disks").json().toString()).doesNotContain(GROUP);
        assertThat(cloud.get("regions/" + REGION + "/instanceGroups/" + GROUP).status())
                .isEqualTo(404);
        assertThat(machines.stream().filter(event -> event.startsWith("stop "))).hasSize(3);
    }

    private String catchApiMessage(ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        return Stream.iterate(thrown, Throwable::getCause)
                .limit(5)
                .takeWhile(Objects::nonNull)
                .filter(HttpResponseException.class::isInstance)
                .map(cause -> ((HttpResponseException) cause).getContent())
                .findFirst()
                .orElseThrow();
    }

    private void awaitStable() {
        await().until(() -> groups.get(PROJECT, REGION, GROUP).getStatus().getIsStable());
    }

    private List<Instance> instances() {
        return cloud.compute.list(Instance.class, PROJECT).stream()
                .sorted(Comparator.comparing(Instance::getName))
                .toList();
    }

    private List<ManagedInstance> managed() {
        List<ManagedInstance> managed = new ArrayList<>();
        groups.listManagedInstances(PROJECT, REGION, GROUP).iterateAll().forEach(managed::add);
        return managed;
    }

    private static InstanceGroupManager group() {
        DistributionPolicy.Builder policy = DistributionPolicy.newBuilder();
        Stream.of("a", "b", "c")
                .forEach(letter -> policy.addZones(DistributionPolicyZoneConfiguration.newBuilder()
                        .setZone("projects/" + PROJECT + "/zones/us-central1-" + letter)));
        return InstanceGroupManager.newBuilder()
                .setName(GROUP)
                .setTargetSize(3)
                .setInstanceTemplate("projects/" + PROJECT + "/global/instanceTemplates/my-template")
                .setDistributionPolicy(policy)
                .build();
    }

    private static InstanceGroupManager restart(String version, int maxUnavailable) {
        return InstanceGroupManager.newBuilder()
                .setUpdatePolicy(InstanceGroupManagerUpdatePolicy.newBuilder()
                        .setType("PROACTIVE")
                        .setMinimalAction("RESTART")
                        .setMaxSurge(FixedOrPercent.newBuilder().setFixed(0))
                        .setMaxUnavailable(FixedOrPercent.newBuilder().setFixed(maxUnavailable)))
                .addVersions(InstanceGroupManagerVersion.newBuilder()
                        .setName(version)
                        .setInstanceTemplate("projects/" + PROJECT + "/global/instanceTemplates/my-template"))
                .build();
    }

    private void createTemplate() throws IOException, InterruptedException, ExecutionException {
        InstanceTemplatesSettings.Builder settings = InstanceTemplatesSettings.newBuilder()
                .setEndpoint(cloud.endpoint())
                .setCredentialsProvider(cloud.credentials());
        settings.insertOperationSettings().setPollingAlgorithm(quickPolling());
        try (InstanceTemplatesClient templates = InstanceTemplatesClient.create(settings.build())) {
            templates.insertAsync(PROJECT, template()).get();
        }
    }

    private static InstanceTemplate template() {
        return InstanceTemplate.newBuilder()
                .setName("my-template")
                .setProperties(InstanceProperties.newBuilder()
                        .setMachineType("e2-micro")
                        .addDisks(AttachedDisk.newBuilder()
                                .setBoot(true)
                                .setAutoDelete(true)
                                .setInitializeParams(AttachedDiskInitializeParams.newBuilder()
                                        .setDiskType("pd-balanced")
                                        .setDiskSizeGb(10)
                                        .setSourceImage("projects/debian-cloud/global/images/family/debian-12")))
                        .addNetworkInterfaces(NetworkInterface.newBuilder()
                                .setNetwork("global/networks/default")
                                .addAccessConfigs(AccessConfig.newBuilder().setName("External NAT"))))
                .build();
    }

    private final class RecordedMachines implements Machines {
        @Override
        public void start(Instance instance) {
            machines.add("start " + instance.getName());
        }

        @Override
        public void stop(Instance instance) {
            machines.add("stop " + instance.getName());
        }
    }
}
