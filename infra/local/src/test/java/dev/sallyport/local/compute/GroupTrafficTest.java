package dev.sallyport.local.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a group with a health check makes of its instances' traffic. */
class GroupTrafficTest {
    private static final String GROUP = "zones/us-central1-a/instanceGroupManagers/g";
    private static final Duration ACTION = Duration.ofMinutes(1);

    private final Traffic traffic = new Traffic();
    private final ComputeFixture cloud = new ComputeFixture(
            (collection, method) -> collection.equals("instances") ? ACTION : Duration.ZERO,
            compute -> compute.attach(traffic));

    @BeforeEach
    void makeAGroupOfTwo() {
        template("old");
        template("new");
        cloud.change(
                "POST",
                "global/healthChecks",
                "{'name': 'check', 'type': 'HTTP', 'httpHealthCheck': {'port': 80, 'requestPath': '/'}}");
        cloud.change(
                "POST",
                "zones/us-central1-a/instanceGroupManagers",
                "{'name': 'g', 'targetSize': 2, 'instanceTemplate': 'global/instanceTemplates/old',"
                        + " 'autoHealingPolicies': [{'healthCheck': 'global/healthChecks/check'}],"
                        + " 'updatePolicy': {'type': 'PROACTIVE', 'maxSurge': {'fixed': 2}, 'maxUnavailable': {'fixed': 0}}}");
        later("none", 2);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void anOldInstanceStaysUntilTheOneInItsPlaceHasAnsweredTheHealthCheck() {
        traffic.answering = false;

        rollOut("new");
        later("verifying", 2);

        assertThat(actions("none")).isEqualTo(2);
        assertThat(actions("deleting")).isZero();
        assertThat(stable()).isFalse();
        traffic.answering = true;
        awaitRolledOut("new");
    }

    @Test
    void oneThatNeverAnswersGivesWayToTheNextTemplate() {
        traffic.answering = false;
        rollOut("new");
        later("verifying", 2);

        template("better");
        traffic.answering = true;
        rollOut("better");

        awaitRolledOut("better");
    }

    @Test
    void anInstanceThatLeavesStaysWhileRequestsAreUnderWayAndIsNoMember() {
        String group = "zones/us-central1-a/instanceGroups/g";
        cloud.change(
                "POST",
                "global/backendServices",
                "{'name': 'service', 'backends': [{'group': '" + group + "'}], 'healthChecks':"
                        + " ['global/healthChecks/check'], 'connectionDraining': {'drainingTimeoutSec': 600}}");
        String leaving = instance();
        traffic.underWay.add(leaving);

        cloud.change("POST", GROUP + "/deleteInstances", "{'instances': ['" + leaving + "']}");
        cloud.clock.advance(ACTION.multipliedBy(2));

        assertThat(cloud.get(leaving.substring(leaving.indexOf("zones/"))).status())
                .isEqualTo(200);
        assertThat(cloud.compute.members("projects/" + ComputeFixture.PROJECT + "/" + group))
                .hasSize(1)
                .noneMatch(member -> member.endsWith(leaving));
        traffic.underWay.clear();
        await().until(() -> {
            cloud.clock.advance(ACTION);
            return cloud.get(leaving.substring(leaving.indexOf("zones/"))).status() == 404;
        });
    }

    @Test
    void noInstanceDrainsLongerThanItsBackendServiceAllows() {
        String leaving = instance();
        traffic.underWay.add(leaving);

        cloud.change("POST", GROUP + "/deleteInstances", "{'instances': ['" + leaving + "']}");

        await().until(() -> {
            cloud.clock.advance(ACTION);
            return cloud.get(leaving.substring(leaving.indexOf("zones/"))).status() == 404;
        });
    }

    private void rollOut(String template) {
        cloud.change("PATCH", GROUP, "{'instanceTemplate': 'global/instanceTemplates/" + template + "'}");
    }

    /** Lets the group's time pass until it is doing that with so many. */
    private void later(String action, int count) {
        await().until(() -> {
            cloud.clock.advance(ACTION);
            return actions(action) == count;
        });
    }

    private void awaitRolledOut(String template) {
        await().until(() -> {
            cloud.clock.advance(ACTION);
            return stable();
        });
        assertThat(cloud.post(GROUP + "/listManagedInstances", "").json().findValuesAsText("instanceTemplate"))
                .hasSize(2)
                .allMatch(link -> link.endsWith("/" + template));
    }

    private int actions(String action) {
        return cloud.get(GROUP).json().at("/currentActions/" + action).asInt();
    }

    private boolean stable() {
        return cloud.get(GROUP).json().at("/status/isStable").asBoolean();
    }

    /** The path of one of the group's instances. */
    private String instance() {
        String url = cloud.post(GROUP + "/listManagedInstances", "")
                .json()
                .at("/managedInstances/0/instance")
                .asText();
        return url.substring(url.indexOf("projects/"));
    }

    private void template(String name) {
        cloud.change(
                "POST",
                "global/instanceTemplates",
                "{'name': '" + name + "', 'properties': {'machineType': 'e2-micro', 'networkInterfaces': [{}],"
                        + " 'disks': [{'boot': true, 'autoDelete': true, 'initializeParams':"
                        + " {'sourceImage': 'projects/debian-cloud/global/images/family/debian-12'}}]}}");
    }

    private static final class Traffic implements InstanceTraffic {
        private final Set<String> underWay = ConcurrentHashMap.newKeySet();
        private volatile boolean answering = true;

        @Override
        public CompletableFuture<Boolean> answers(String healthCheck, String group, String instance) {
            return CompletableFuture.completedFuture(answering);
        }

        @Override
        public boolean isUnderWay(String instance) {
            return underWay.contains(instance);
        }
    }
}
