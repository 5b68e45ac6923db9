package dev.sallyport.local.internet.balancer;

import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.HealthCheck;
import com.google.cloud.compute.v1.HealthStatus;
import dev.sallyport.local.compute.BackendHealth;
import dev.sallyport.local.compute.ComputeView;
import dev.sallyport.local.internet.balancer.Backends.Backend;
import dev.sallyport.local.internet.guest.Guests;
import dev.sallyport.local.internet.guest.VmSocket;
import dev.sallyport.local.internet.network.ResourceLink;
import dev.sallyport.local.time.CloudClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which VMs answer their health checks. Probing begins when somebody first asks, and goes on at the check's interval as
 * long as service and VM are there. The first probe decides at once; so does the first one after anything in the cloud
 * has changed, so that nobody waits for thresholds that only time would fill. After that the thresholds count.
 */
public final class Health implements BackendHealth {
    private final ComputeView compute;
    private final CloudClock clock;
    private final Guests guests;
    private final Backends backends;
    private final HealthProbe probe;
    private final AtomicLong changes = new AtomicLong();
    private final Map<Key, Standing> standings = new ConcurrentHashMap<>();

    Health(ComputeView compute, CloudClock clock, Guests guests, Backends backends, HealthProbe probe) {
        this.compute = compute;
        this.clock = clock;
        this.guests = guests;
        this.backends = backends;
        this.probe = probe;
        compute.onChange(link -> changes.incrementAndGet());
    }

    @Override
    public List<HealthStatus> of(BackendService service, String groupLink) {
        List<Backend> members = backends.ofGroup(service, groupLink);
        List<CompletableFuture<Boolean>> probes =
                members.stream().map(backend -> isHealthy(service, backend)).toList();
        List<HealthStatus> statuses = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            statuses.add(status(members.get(i), probes.get(i).join()));
        }
        return statuses;
    }

    /** Whether the VM may be given requests; done at once unless a first probe is under way. */
    CompletableFuture<Boolean> isHealthy(BackendService service, Backend backend) {
        Optional<HealthCheck> check = check(service);
        if (check.isEmpty()) {
            return CompletableFuture.completedFuture(true);
        }
        Key key = new Key(ResourceLink.of(service.getSelfLink()), backend);
        Sight sight = sight(backend);
        Standing standing = standings.compute(
                key, (same, known) -> known != null && known.sight().equals(sight) ? known : new Standing(sight));
        if (standing.begin()) {
            probe(key, standing, check.get());
        }
        return standing.healthy();
    }

    private void probe(Key key, Standing standing, HealthCheck check) {
        probe.probe(check, key.backend).thenAccept(answered -> {
            standing.record(answered, check);
            clock.schedule(Standing.interval(check), () -> probeAgain(key, standing));
        });
    }

    /** Ends when nobody would ask any more: replaced by a newer standing, service or VM gone. */
    private void probeAgain(Key key, Standing standing) {
        Optional<HealthCheck> check = compute.find(BackendService.class, key.service.toString())
                .filter(service -> backends.of(service).contains(key.backend))
                .flatMap(this::check);
        if (check.isEmpty()) {
            standings.remove(key, standing);
        } else if (standings.get(key) == standing) {
            probe(key, standing, check.get());
        }
    }

    private Optional<HealthCheck> check(BackendService service) {
        return service.getHealthChecksList().stream()
                .findFirst()
                .flatMap(link -> compute.find(HealthCheck.class, link));
    }

    private Sight sight(Backend backend) {
        return new Sight(changes.get(), guests.socket(backend.vm().link(), backend.port()));
    }

    private static HealthStatus status(Backend backend, boolean healthy) {
        return HealthStatus.newBuilder()
                .setInstance(
                        "https://www.googleapis.com/compute/v1/" + backend.vm().link())
                .setIpAddress(backend.vm().internal().toString())
                .setPort(backend.port())
                .setHealthState(healthy ? "HEALTHY" : "UNHEALTHY")
                .build();
    }

    private record Key(ResourceLink service, Backend backend) {}

    /** What a standing was judged by; when it differs, the VM is judged anew. */
    record Sight(long changes, Optional<VmSocket> socket) {}
}
