package dev.sallyport.local.internet.balancer;

import com.google.cloud.compute.v1.HealthCheck;
import com.google.cloud.compute.v1.Instance;
import dev.sallyport.local.compute.ComputeView;
import dev.sallyport.local.compute.InstanceTraffic;
import dev.sallyport.local.internet.balancer.Backends.Backend;
import dev.sallyport.local.internet.network.ResourceLink;
import dev.sallyport.local.internet.network.Vm;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The traffic of VMs as their groups see it. */
final class VmTraffic implements InstanceTraffic {
    /** What a check of the serving port looks at where a group has no port of the usual name. */
    private static final int DEFAULT_PORT = 80;

    private final ComputeView compute;
    private final Backends backends;
    private final HealthProbe probe;
    private final UnderWay underWay;

    VmTraffic(ComputeView compute, Backends backends, HealthProbe probe, UnderWay underWay) {
        this.compute = compute;
        this.backends = backends;
        this.probe = probe;
        this.underWay = underWay;
    }

    @Override
    public CompletableFuture<Boolean> answers(String healthCheck, String group, String instance) {
        Optional<Vm> vm = compute.find(Instance.class, instance).flatMap(Vm::of);
        Optional<HealthCheck> check = compute.find(HealthCheck.class, healthCheck);
        if (check.isEmpty()) {
            // Those of the older kinds are not probed.
            return CompletableFuture.completedFuture(true);
        }
        int port = backends.namedPort(group, "http").orElse(DEFAULT_PORT);
        return vm.map(there -> probe.probe(check.get(), new Backend(there, group, port)))
                .orElseGet(() -> CompletableFuture.completedFuture(false));
    }

    @Override
    public boolean isUnderWay(String instance) {
        return ResourceLink.parse(instance).filter(underWay::isAny).isPresent();
    }
}
