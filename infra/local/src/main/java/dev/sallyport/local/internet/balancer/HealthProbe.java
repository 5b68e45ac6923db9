package dev.sallyport.local.internet.balancer;

import com.google.cloud.compute.v1.HTTPHealthCheck;
import com.google.cloud.compute.v1.HealthCheck;
import com.linecorp.armeria.client.RequestOptions;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import dev.sallyport.local.internet.balancer.Backends.Backend;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * One probe of one VM, from Google's health check range through the firewall. HTTP asks for the page; TCP is content with
 * a listener. The programs in VMs speak neither TLS nor HTTP/2, so the other types always fail.
 */
final class HealthProbe {
    private static final int DEFAULT_PORT = 80;
    private static final int DEFAULT_TIMEOUT_SECONDS = 5;

    private final VmConnections connections;
    private final Backends backends;

    HealthProbe(VmConnections connections, Backends backends) {
        this.connections = connections;
        this.backends = backends;
    }

    /** Whether the VM answered as the check wants; never fails. */
    CompletableFuture<Boolean> probe(HealthCheck check, Backend backend) {
        if (check.hasHttpHealthCheck()) {
            return http(check, check.getHttpHealthCheck(), backend);
        }
        if (check.hasTcpHealthCheck()) {
            int port = check.getTcpHealthCheck().hasPort()
                    ? check.getTcpHealthCheck().getPort()
                    : backend.port();
            return CompletableFuture.completedFuture(
                    connections.to(backend.vm(), port).isPresent());
        }
        return CompletableFuture.completedFuture(false);
    }

    private CompletableFuture<Boolean> http(HealthCheck check, HTTPHealthCheck http, Backend backend) {
        OptionalInt port = port(http, backend);
        Optional<WebClient> client =
                port.isPresent() ? connections.to(backend.vm(), port.getAsInt()) : Optional.empty();
        if (client.isEmpty()) {
            return CompletableFuture.completedFuture(false);
        }
        int seconds = check.getTimeoutSec() == 0 ? DEFAULT_TIMEOUT_SECONDS : check.getTimeoutSec();
        RequestOptions limits = RequestOptions.builder()
                .responseTimeout(Duration.ofSeconds(seconds))
                .build();
        return client.get()
                .execute(HttpRequest.of(request(http, backend)), limits)
                .aggregate()
                .handle((response, failure) -> failure == null && isExpected(response, http));
    }

    private OptionalInt port(HTTPHealthCheck http, Backend backend) {
        return switch (http.getPortSpecification()) {
            case "USE_SERVING_PORT" -> OptionalInt.of(backend.port());
            case "USE_NAMED_PORT" -> backends.namedPort(backend.groupLink(), http.getPortName());
            default -> OptionalInt.of(http.hasPort() ? http.getPort() : DEFAULT_PORT);
        };
    }

    private static RequestHeaders request(HTTPHealthCheck http, Backend backend) {
        String path = http.getRequestPath().isEmpty() ? "/" : http.getRequestPath();
        RequestHeadersBuilder headers = RequestHeaders.builder(HttpMethod.GET, path)
                .authority(http.getHost().isEmpty() ? backend.vm().internal().toString() : http.getHost())
                .set(HttpHeaderNames.USER_AGENT, "GoogleHC/1.0");
        return headers.build();
    }

    private static boolean isExpected(AggregatedHttpResponse response, HTTPHealthCheck http) {
        return response.status().equals(HttpStatus.OK) && response.contentUtf8().startsWith(http.getResponse());
    }
}
