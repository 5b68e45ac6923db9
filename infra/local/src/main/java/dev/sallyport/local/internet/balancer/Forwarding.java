package dev.sallyport.local.internet.balancer;

import com.google.cloud.compute.v1.BackendService;
import com.linecorp.armeria.client.RequestOptions;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.sallyport.local.internet.balancer.Backends.Backend;
import dev.sallyport.local.internet.network.ResourceLink;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Hands requests to the healthy VMs of a backend service in turn. One that is leaving its group gets no new ones, and those
 * it has been given are counted, so that it goes when they have ended.
 */
final class Forwarding {
    private static final String VIA = "1.1 google";
    private static final int DEFAULT_TIMEOUT_SECONDS = 30;

    private final Backends backends;
    private final Health health;
    private final VmConnections connections;
    private final UnderWay underWay;
    private final AtomicInteger turn = new AtomicInteger();

    Forwarding(Backends backends, Health health, VmConnections connections, UnderWay underWay) {
        this.backends = backends;
        this.health = health;
        this.connections = connections;
        this.underWay = underWay;
    }

    /** The VM's answer as it streams in; 502 if no VM is healthy or the one chosen does not answer. */
    HttpResponse forward(BackendService service, ServiceRequestContext context, HttpRequest request) {
        List<Backend> members = backends.of(service);
        List<CompletableFuture<Boolean>> healthy = members.stream()
                .map(backend -> health.isHealthy(service, backend))
                .toList();
        return HttpResponse.of(CompletableFuture.allOf(healthy.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> chosen(service, members, healthy)
                        .map(backend -> underWay.until(
                                send(backend, service, context, request),
                                backend.vm().link()))
                        .orElseGet(GfeResponses::badGateway)));
    }

    /** The one whose turn it is; the request counts as being under way there. */
    private Optional<Backend> chosen(
            BackendService service, List<Backend> members, List<CompletableFuture<Boolean>> healthy) {
        List<Backend> serving = IntStream.range(0, members.size())
                .filter(i -> healthy.get(i).join())
                .mapToObj(members::get)
                .toList();
        int first = turn.getAndIncrement();
        return IntStream.range(0, serving.size())
                .mapToObj(i -> serving.get(Math.floorMod(first + i, serving.size())))
                .filter(backend -> isTaken(service, backend))
                .findFirst();
    }

    /** Counted first and looked at again then: from here on its group sees that it is busy, or it has left before. */
    private boolean isTaken(BackendService service, Backend backend) {
        ResourceLink vm = backend.vm().link();
        underWay.begin(vm);
        boolean member = backends.of(service).stream()
                .anyMatch(there -> there.vm().link().equals(vm));
        if (!member) {
            underWay.end(vm);
        }
        return member;
    }

    private HttpResponse send(
            Backend backend, BackendService service, ServiceRequestContext context, HttpRequest request) {
        if (WebSocketRelay.isAskedFor(request.headers())) {
            return connections
                    .webSocketsTo(backend.vm(), backend.port())
                    .map(client -> WebSocketRelay.relay(client, context, request))
                    .orElseGet(GfeResponses::badGateway);
        }
        return connections
                .to(backend.vm(), backend.port())
                .map(client -> send(client, service, request))
                .orElseGet(GfeResponses::badGateway);
    }

    private static HttpResponse send(WebClient client, BackendService service, HttpRequest request) {
        int seconds = service.getTimeoutSec() == 0 ? DEFAULT_TIMEOUT_SECONDS : service.getTimeoutSec();
        HttpRequest onwards = request.mapHeaders(
                headers -> headers.toBuilder().add(HttpHeaderNames.VIA, VIA).build());
        return client.execute(
                        onwards,
                        RequestOptions.builder()
                                .responseTimeout(Duration.ofSeconds(seconds))
                                .build())
                .mapHeaders(headers ->
                        headers.toBuilder().add(HttpHeaderNames.VIA, VIA).build())
                .recover(failure -> GfeResponses.badGateway());
    }
}
