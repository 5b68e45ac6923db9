package dev.sallyport.local.internet.balancer;

import com.google.cloud.compute.v1.BackendService;
import com.linecorp.armeria.client.RequestOptions;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.sallyport.local.internet.balancer.Backends.Backend;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Hands requests to the healthy VMs of a backend service in turn. */
final class Forwarding {
    private static final String VIA = "1.1 google";
    private static final int DEFAULT_TIMEOUT_SECONDS = 30;

    private final Backends backends;
    private final Health health;
    private final VmConnections connections;
    private final AtomicInteger turn = new AtomicInteger();

    Forwarding(Backends backends, Health health, VmConnections connections) {
        this.backends = backends;
        this.health = health;
        this.connections = connections;
    }

    /** The VM's answer as it streams in; 502 if no VM is healthy or the one chosen does not answer. */
    HttpResponse forward(BackendService service, ServiceRequestContext context, HttpRequest request) {
        List<Backend> members = backends.of(service);
        List<CompletableFuture<Boolean>> healthy = members.stream()
                .map(backend -> health.isHealthy(service, backend))
                .toList();
        return HttpResponse.of(CompletableFuture.allOf(healthy.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> chosen(members, healthy)
                        .map(backend -> send(backend, service, context, request))
                        .orElseGet(GfeResponses::badGateway)));
    }

    private Optional<Backend> chosen(List<Backend> members, List<CompletableFuture<Boolean>> healthy) {
        List<Backend> serving = IntStream.range(0, members.size())
                .filter(i -> healthy.get(i).join())
                .mapToObj(members::get)
                .toList();
        return serving.isEmpty()
                ? Optional.empty()
                : Optional.of(serving.get(Math.floorMod(turn.getAndIncrement(), serving.size())));
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
