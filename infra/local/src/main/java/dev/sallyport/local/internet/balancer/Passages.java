package dev.sallyport.local.internet.balancer;

import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.TargetInstance;
import com.google.cloud.compute.v1.TargetPool;
import com.google.cloud.compute.v1.TargetTcpProxy;
import dev.sallyport.local.compute.ComputeView;
import dev.sallyport.local.internet.network.Vm;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where connections go that no load balancer looks into: network load balancers hand them to VMs as they are, so that the
 * firewall sees the client; proxies for TCP open their own, from Google's range.
 *
 * @see <a href="https://cloud.google.com/load-balancing/docs/passthrough-network-load-balancer">Passthrough Network Load
 *     Balancer</a>
 */
final class Passages {
    private final ComputeView compute;
    private final Backends backends;

    Passages(ComputeView compute, Backends backends) {
        this.compute = compute;
        this.backends = backends;
    }

    /** The VMs that may get a connection to this port of the rule's address. */
    List<Passage> of(ForwardingRule rule, int port) {
        Stream<Vm> asTheyAre = Stream.of(
                        instances(rule.getTarget()).stream().flatMap(link -> vm(link).stream()),
                        service(rule.getBackendService()).flatMap(backends::vmsOf))
                .flatMap(vms -> vms);
        return Stream.concat(
                        asTheyAre.map(vm -> new Passage(vm, port, Optional.empty())), throughProxy(rule.getTarget()))
                .toList();
    }

    private List<String> instances(String target) {
        return compute.find(TargetPool.class, target)
                .<List<String>>map(TargetPool::getInstancesList)
                .or(() -> compute.find(TargetInstance.class, target)
                        .map(TargetInstance::getInstance)
                        .map(List::of))
                .orElse(List.of());
    }

    private Stream<Passage> throughProxy(String target) {
        return compute.find(TargetTcpProxy.class, target).stream()
                .flatMap(proxy -> service(proxy.getService()))
                .flatMap(service -> backends.of(service).stream())
                .map(backend -> new Passage(backend.vm(), backend.port(), Optional.of(GoogleRange.REQUESTS.address())));
    }

    private Stream<BackendService> service(String link) {
        return compute.find(BackendService.class, link).stream();
    }

    private Optional<Vm> vm(String link) {
        return compute.find(Instance.class, link).flatMap(Vm::of);
    }
}
