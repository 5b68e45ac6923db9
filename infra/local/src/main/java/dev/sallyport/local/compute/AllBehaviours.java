package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Instance;
import dev.sallyport.local.compute.Machines.SerialOutput;
import java.util.List;
import java.util.function.Function;

/** The list of collections that have a behaviour of their own. */
final class AllBehaviours {
    private AllBehaviours() {}

    static Behaviours of(BackendHealth health, Function<Instance, SerialOutput> serialPorts) {
        return new Behaviours(List.of(
                new AddressBehaviour(),
                new BackendBucketBehaviour(),
                new BackendServiceBehaviour(health),
                new DiskBehaviour(),
                new FirewallBehaviour(),
                new FirewallPolicyBehaviour(),
                new ForwardingRuleBehaviour(),
                new GroupManagerBehaviour(),
                new HealthCheckBehaviour(),
                new ImageBehaviour(),
                new ImageFamilyViewBehaviour(),
                new InstanceBehaviour(new SerialPortAction(serialPorts)),
                new InstanceGroupBehaviour(),
                new InstanceTemplateBehaviour(),
                new MachineTypeBehaviour(),
                new NetworkBehaviour(),
                new ProjectBehaviour(),
                new RouteBehaviour(),
                new RouterBehaviour(),
                new SecurityPolicyBehaviour(),
                new SslCertificateBehaviour(),
                new SslPolicyBehaviour(),
                new SubnetworkBehaviour(),
                new TargetHttpProxyBehaviour(),
                new TargetHttpsProxyBehaviour(),
                new UrlMapBehaviour(),
                new ReadOnlyBehaviour("regions"),
                new ReadOnlyBehaviour("zones")));
    }
}
