package dev.sallyport.stages;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.compute.v1.Allowed;
import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.BackendServiceIAP;
import com.google.cloud.compute.v1.ConnectionDraining;
import com.google.cloud.compute.v1.Firewall;
import com.google.cloud.compute.v1.HealthCheck;
import com.google.cloud.compute.v1.HostRule;
import com.google.cloud.compute.v1.InstanceGroupManager;
import com.google.cloud.compute.v1.NamedPort;
import com.google.cloud.compute.v1.Operation;
import com.google.cloud.compute.v1.PathMatcher;
import com.google.cloud.compute.v1.RegionInstanceGroupsSetNamedPortsRequest;
import com.google.cloud.compute.v1.UrlMap;
import com.google.iam.v1.Binding;
import com.google.iam.v1.Policy;
import com.google.iam.v1.SetIamPolicyRequest;
import dev.sallyport.deployment.Direction;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One thing is changed by hand, and the plan says that and nothing else; once it is met it says nothing. */
@ExtendWith(LabExtension.class)
class PlanOfDriftTest {
    private static final String REGION = "us-central1";
    private static final String SERVICE = "my-backend-service";
    private static final String GROUP = "my-managed-instance-group";
    private static final String DOOR = "my-load-balancer-forwarding-rule";

    @ParameterizedTest
    @MethodSource
    void exactlyThatIsPlanned(Function<Lab, Future<Operation>> byHand, List<String> planned, Lab lab) {
        lab.runThrough(FrontendStage.NAME);
        ByHand.await(byHand.apply(lab));
        assertThat(provisioning(lab)).containsExactlyElementsOf(planned);
        lab.runThrough(FrontendStage.NAME);
        assertThat(provisioning(lab)).isEmpty();
    }

    static Stream<Arguments> exactlyThatIsPlanned() {
        return Stream.of(
                drift(
                        "a rule is switched off",
                        lab -> lab.clients()
                                .firewalls()
                                .patchAsync(
                                        lab.project(),
                                        "allow-iap-traffic",
                                        Firewall.newBuilder().setDisabled(true).build()),
                        "~ firewalls/allow-iap-traffic disabled: true -> false"),
                drift(
                        "a rule is deleted",
                        lab -> lab.clients().firewalls().deleteAsync(lab.project(), "allow-iap-traffic"),
                        "+ firewalls/allow-iap-traffic"),
                drift(
                        "a rule is there again that had to go",
                        lab -> lab.clients()
                                .firewalls()
                                .insertAsync(
                                        lab.project(),
                                        Firewall.newBuilder()
                                                .setName("default-allow-internal")
                                                .setNetwork("global/networks/default")
                                                .addSourceRanges("10.128.0.0/9")
                                                .addAllowed(Allowed.newBuilder().setIPProtocol("tcp"))
                                                .build()),
                        "- firewalls/default-allow-internal"),
                drift(
                        "the group is resized",
                        lab -> lab.clients()
                                .regionInstanceGroupManagers()
                                .patchAsync(
                                        lab.project(),
                                        REGION,
                                        GROUP,
                                        InstanceGroupManager.newBuilder()
                                                .setTargetSize(1)
                                                .build()),
                        "~ instanceGroupManagers/my-managed-instance-group targetSize: 1 -> 3"),
                drift(
                        "the named port is another",
                        lab -> lab.clients()
                                .regionInstanceGroups()
                                .setNamedPortsAsync(
                                        lab.project(),
                                        REGION,
                                        GROUP,
                                        RegionInstanceGroupsSetNamedPortsRequest.newBuilder()
                                                .addNamedPorts(NamedPort.newBuilder()
                                                        .setName("http")
                                                        .setPort(8080))
                                                .build()),
                        "~ instanceGroups/my-managed-instance-group namedPorts[http].port: 8080 -> 80"),
                drift(
                        "the health check is slower",
                        lab -> lab.clients()
                                .healthChecks()
                                .patchAsync(
                                        lab.project(),
                                        "my-health-check",
                                        HealthCheck.newBuilder()
                                                .setCheckIntervalSec(60)
                                                .build()),
                        "~ healthChecks/my-health-check checkIntervalSec: 60 -> 5"),
                drift(
                        "draining is shorter",
                        lab -> patch(
                                lab,
                                BackendService.newBuilder()
                                        .setConnectionDraining(
                                                ConnectionDraining.newBuilder().setDrainingTimeoutSec(1))),
                        "~ backendServices/my-backend-service connectionDraining.drainingTimeoutSec: 1 -> 300"),
                drift(
                        "Identity-Aware Proxy is switched off",
                        lab -> patch(
                                lab,
                                BackendService.newBuilder()
                                        .setIap(BackendServiceIAP.newBuilder().setEnabled(false))),
                        "~ backendServices/my-backend-service iap.enabled: false -> true"),
                drift(
                        "the door is gone",
                        lab -> lab.clients().globalForwardingRules().deleteAsync(lab.project(), DOOR),
                        "+ forwardingRules/" + DOOR));
    }

    @Test
    void aWayPastTheOneServiceIsToGo(Lab lab) {
        lab.runThrough(FrontendStage.NAME);
        ByHand.await(lab.clients()
                .urlMaps()
                .patchAsync(
                        lab.project(),
                        "my-load-balancer",
                        UrlMap.newBuilder()
                                .addHostRules(
                                        HostRule.newBuilder().addHosts("*").setPathMatcher("all"))
                                .addPathMatchers(PathMatcher.newBuilder()
                                        .setName("all")
                                        .setDefaultService("global/backendServices/" + SERVICE))
                                .build()));
        assertThat(provisioning(lab))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("~ urlMaps/my-load-balancer hostRules: [{")
                                .endsWith(" -> "),
                        line -> assertThat(line)
                                .startsWith("~ urlMaps/my-load-balancer pathMatchers: [{")
                                .endsWith(" -> "));
    }

    @Test
    void aStrangerWhoWasLetInIsNamed(Lab lab) {
        lab.runThrough(FrontendStage.NAME);
        lab.clients()
                .iap()
                .setIamPolicy(SetIamPolicyRequest.newBuilder()
                        .setResource(lab.iapResource())
                        .setPolicy(Policy.newBuilder()
                                .addBindings(Binding.newBuilder()
                                        .setRole("roles/iap.httpsResourceAccessor")
                                        .addMembers("user:alice@example.com")
                                        .addMembers("user:mallory@example.com")
                                        .addMembers(
                                                "serviceAccount:prober@" + lab.project() + ".iam.gserviceaccount.com")))
                        .build());
        assertThat(provisioning(lab))
                .containsExactly("~ iapPolicies/my-backend-service members[user:mallory@example.com]: granted -> ");
        assertThat(PlanLines.consequences(lab.plan(Direction.PROVISION)))
                .containsExactly("user:mallory@example.com may not pass any more.");
    }

    @Test
    void whileIdentityAwareProxyIsOffTheApplicationIsSaidToAnswerAnybody(Lab lab) {
        lab.runThrough(FrontendStage.NAME);
        ByHand.await(patch(
                lab,
                BackendService.newBuilder()
                        .setIap(BackendServiceIAP.newBuilder().setEnabled(false))));
        assertThat(PlanLines.consequences(lab.plan(Direction.PROVISION)))
                .containsExactly(
                        "Identity-Aware Proxy is switched on again; until then the application answers anybody.");
    }

    private static Arguments drift(String what, Function<Lab, Future<Operation>> byHand, String... planned) {
        return Arguments.of(Named.of(what, byHand), List.of(planned));
    }

    private static Future<Operation> patch(Lab lab, BackendService.Builder change) {
        BackendService there = lab.clients().backendServices().get(lab.project(), SERVICE);
        return lab.clients()
                .backendServices()
                .patchAsync(
                        lab.project(),
                        SERVICE,
                        change.setFingerprint(there.getFingerprint()).build());
    }

    private static List<String> provisioning(Lab lab) {
        return PlanLines.of(lab.plan(Direction.PROVISION));
    }
}
