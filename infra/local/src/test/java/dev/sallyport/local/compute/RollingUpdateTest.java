package dev.sallyport.local.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.InstanceGroupManager;
import com.google.cloud.compute.v1.Items;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a zonal group of four brings a change to its instances, where every action on an instance takes a minute. */
class RollingUpdateTest {
    private static final String GROUP = "zones/us-central1-a/instanceGroupManagers/g";
    private static final Duration ACTION = Duration.ofMinutes(1);

    private final ComputeFixture cloud =
            new ComputeFixture((collection, method) -> collection.equals("instances") ? ACTION : Duration.ZERO);

    @BeforeEach
    void makeAGroupOfFour() {
        template("old");
        template("new");
        cloud.change(
                "POST",
                "zones/us-central1-a/instanceGroupManagers",
                "{'name': 'g', 'targetSize': 4, 'instanceTemplate': 'global/instanceTemplates/old'}");
        awaitActions("creating", 4);
        cloud.clock.advance(ACTION);
        awaitActions("none", 4);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void anInstancesMetadataSaysWhichGroupMadeItOfWhat() {
        String project =
                "projects/" + cloud.projects.named(ComputeFixture.PROJECT).number() + "/";

        assertThat(cloud.compute.list(Instance.class, ComputeFixture.PROJECT))
                .hasSize(4)
                .allSatisfy(instance -> assertThat(instance.getMetadata().getItemsList())
                        .extracting(Items::getKey, Items::getValue)
                        .contains(
                                tuple("created-by", project + GROUP),
                                tuple("instance-template", project + "global/instanceTemplates/old")));
    }

    @Test
    void onlyAsManyAsMayBeUnavailableRestartAtOnce() {
        update("'minimalAction': 'RESTART', 'maxUnavailable': {'fixed': 2}", "old", "again");

        awaitActions("restarting", 2);
        assertThat(running()).hasSize(2);
        assertThat(updated("again")).isEqualTo(2);
        cloud.clock.advance(ACTION);
        await().until(() -> updated("again") == 4 && actions("restarting") == 2);
        assertThat(running()).hasSize(2);
        cloud.clock.advance(ACTION);
        awaitActions("none", 4);
        assertThat(updated("again")).isEqualTo(4);
        assertThat(running()).hasSize(4);
    }

    @Test
    void aSurgeReplacesWithoutAnyLoss() {
        update("'minimalAction': 'REPLACE', 'maxUnavailable': {'fixed': 0}, 'maxSurge': {'fixed': 2}", "new", "");

        awaitActions("creating", 2);
        assertThat(running()).hasSize(4);
        cloud.clock.advance(ACTION);
        await().until(() -> actions("deleting") == 2);
        assertThat(running()).hasSizeGreaterThanOrEqualTo(4);
        await().until(() -> {
            cloud.clock.advance(ACTION);
            return actions("none") == 4 && stable();
        });
        assertThat(cloud.post(GROUP + "/listManagedInstances", "").json().findValuesAsText("instanceTemplate"))
                .hasSize(4)
                .allMatch(link -> link.endsWith("/new"));
    }

    @Test
    void anOpportunisticGroupWaitsToBeTold() {
        cloud.change("PATCH", GROUP, "{'instanceTemplate': 'global/instanceTemplates/new'}");
        assertThat(actions("none")).isEqualTo(4);
        assertThat(manager().getStatus().getVersionTarget().getIsReached()).isFalse();

        cloud.change(
                "POST",
                GROUP + "/applyUpdatesToInstances",
                "{'instances': ['" + running().get(0) + "']}");

        assertThat(actions("recreating")).isEqualTo(1);
        assertThat(stable()).isFalse();
    }

    @Test
    void anUpdateThatWouldDisruptTooMuchDoesNotHappen() {
        update("'minimalAction': 'NONE', 'mostDisruptiveAllowedAction': 'RESTART'", "new", "");

        assertThat(actions("none")).isEqualTo(4);
        assertThat(manager().getStatus().getVersionTarget().getIsReached()).isFalse();
    }

    @Test
    void recreatedInstancesKeepTheirNames() {
        List<String> before = running();

        cloud.change("POST", GROUP + "/recreateInstances", "{'instances': ['" + before.get(1) + "']}");
        assertThat(running()).hasSize(3);
        awaitActions("recreating", 1);
        cloud.clock.advance(ACTION);

        await().until(() -> running().equals(before));
    }

    @Test
    void namedPortsBelongToTheGroup() {
        String group = "zones/us-central1-a/instanceGroups/g";
        String fingerprint = cloud.get(group).json().get("fingerprint").asText();

        cloud.change(
                "POST",
                group + "/setNamedPorts",
                "{'namedPorts': [{'name': 'http', 'port': 80}], 'fingerprint': '" + fingerprint + "'}");

        assertThat(cloud.get(group).json().at("/namedPorts/0/port").asInt()).isEqualTo(80);
        assertThat(cloud.get(group).json().get("size").asInt()).isEqualTo(4);
        assertThat(cloud.post(group + "/setNamedPorts", "{'namedPorts': [], 'fingerprint': '" + fingerprint + "'}")
                        .status())
                .isEqualTo(412);
    }

    private void update(String policy, String template, String version) {
        cloud.change(
                "PATCH",
                GROUP,
                "{'updatePolicy': {'type': 'PROACTIVE', " + policy + "}, 'versions': [{'name': '" + version
                        + "', 'instanceTemplate': 'global/instanceTemplates/" + template + "'}]}");
    }

    private void template(String name) {
        cloud.change(
                "POST",
                "global/instanceTemplates",
                "{'name': '" + name + "', 'properties': {'machineType': 'e2-micro', 'networkInterfaces': [{}],"
                        + " 'disks': [{'boot': true, 'autoDelete': true, 'initializeParams':"
                        + " {'sourceImage': 'projects/debian-cloud/global/images/family/debian-12'}}]}}");
    }

    private void awaitActions(String action, int count) {
        await().until(() -> actions(action) == count);
    }

    private int actions(String action) {
        return cloud.get(GROUP).json().at("/currentActions/" + action).asInt();
    }

    private boolean stable() {
        return manager().getStatus().getIsStable();
    }

    private InstanceGroupManager manager() {
        return cloud.compute
                .find(InstanceGroupManager.class, "projects/" + ComputeFixture.PROJECT + "/" + GROUP)
                .orElseThrow();
    }

    private long updated(String version) {
        return cloud.post(GROUP + "/listManagedInstances", "").json().findValues("version").stream()
                .filter(each -> each.path("name").asText().equals(version))
                .count();
    }

    private List<String> running() {
        return cloud.compute.list(Instance.class, ComputeFixture.PROJECT).stream()
                .filter(instance -> instance.getStatus().equals("RUNNING"))
                .map(Instance::getSelfLink)
                .sorted()
                .toList();
    }
}
