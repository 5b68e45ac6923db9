package dev.sallyport.local.internet.balancer;

import com.google.cloud.compute.v1.HealthCheck;
import com.linecorp.armeria.client.RequestOptions;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import dev.sallyport.local.internet.balancer.Backends.Backend;
import dev.sallyport.local.internet.balancer.ProbePlan.Page;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * One probe of one VM, from Google's health check range through the firewall. HTTP and HTTPS ask for the page; TCP is
 * content with a connection. The other types always fail.
 */
final class HealthProbe {
    private static final int DEFAULT_TIMEOUT_SECONDS = 5;

    private final VmConnections connections;
    private final Backends backends;

    HealthProbe(VmConnections connections, Backends backends) {
        this.connections = connections;
        this.backends = backends;
    }

    /** Whether the VM answered as the check wants; never fails. */
    CompletableFuture<Boolean> probe(HealthCheck check, Backend backend) {
        Optional<ProbePlan> plan = ProbePlan.of(check);
        OptionalInt port = plan.isPresent() ? port(plan.get(), backend) : OptionalInt.empty();
        if (port.isEmpty()) {
            return CompletableFuture.completedFuture(false);
        }
        return plan.get()
                .page()
                .map(page -> ask(check, page, backend, port.getAsInt()))
                .orElseGet(
                        () -> CompletableFuture.completedFuture(connections.connects(backend.vm(), port.getAsInt())));
    }

    private CompletableFuture<Boolean> ask(HealthCheck check, Page page, Backend backend, int port) {
        Optional<WebClient> client =
                page.tls() ? connections.byTls(backend.vm(), port) : connections.to(backend.vm(), port);
        if (client.isEmpty()) {
            return CompletableFuture.completedFuture(false);
        }
        int seconds = check.getTimeoutSec() == 0 ? DEFAULT_TIMEOUT_SECONDS : check.getTimeoutSec();
        RequestOptions limits = RequestOptions.builder()
                .responseTimeout(Duration.ofSeconds(seconds))
                .build();
        return client.get()
                .execute(HttpRequest.of(request(page, backend)), limits)
                .aggregate()
                .handle((response, failure) -> failure == null && isExpected(response, page));
    }

    private OptionalInt port(ProbePlan plan, Backend backend) {
        return switch (plan.portSpecification()) {
            case "USE_SERVING_PORT" -> OptionalInt.of(backend.port());
            case "USE_NAMED_PORT" -> backends.namedPort(backend.groupLink(), plan.portName());
            default -> OptionalInt.of(plan.port());
        };
    }

    private static RequestHeaders request(Page page, Backend backend) {
        return RequestHeaders.builder(HttpMethod.GET, page.path().isEmpty() ? "/" : page.path())
                .authority(page.host().isEmpty() ? backend.vm().internal().toString() : page.host())
                .set(HttpHeaderNames.USER_AGENT, "GoogleHC/1.0")
                .build();
    }

    private static boolean isExpected(AggregatedHttpResponse response, Page page) {
        return response.status().equals(HttpStatus.OK) && response.contentUtf8().startsWith(page.response());
    }
}
