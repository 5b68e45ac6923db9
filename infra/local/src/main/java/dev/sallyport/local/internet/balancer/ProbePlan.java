package dev.sallyport.local.internet.balancer;

import com.google.cloud.compute.v1.HTTPHealthCheck;
import com.google.cloud.compute.v1.HTTPSHealthCheck;
import com.google.cloud.compute.v1.HealthCheck;
import com.google.cloud.compute.v1.TCPHealthCheck;
import java.util.Optional;

/**
 * What a health check wants, whatever its type.
 *
 * @param portSpecification USE_FIXED_PORT, USE_NAMED_PORT or USE_SERVING_PORT; empty for the first
 * @param page what to ask for; empty if a connection is enough
 */
record ProbePlan(String portSpecification, String portName, int port, Optional<Page> page) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** Empty for the types that are not emulated. */
    static Optional<ProbePlan> of(HealthCheck check) {
        if (check.hasHttpHealthCheck()) {
            return Optional.of(http(check.getHttpHealthCheck()));
        }
        if (check.hasHttpsHealthCheck()) {
            return Optional.of(https(check.getHttpsHealthCheck()));
        }
        return check.hasTcpHealthCheck() ? Optional.of(tcp(check.getTcpHealthCheck())) : Optional.empty();
    }

    private static ProbePlan http(HTTPHealthCheck http) {
        Page page = new Page(false, http.getHost(), http.getRequestPath(), http.getResponse());
        return new ProbePlan(
                http.getPortSpecification(),
                http.getPortName(),
                http.hasPort() ? http.getPort() : HTTP,
                Optional.of(page));
    }

    private static ProbePlan https(HTTPSHealthCheck https) {
        Page page = new Page(true, https.getHost(), https.getRequestPath(), https.getResponse());
        return new ProbePlan(
                https.getPortSpecification(),
                https.getPortName(),
                https.hasPort() ? https.getPort() : HTTPS,
                Optional.of(page));
    }

    private static ProbePlan tcp(TCPHealthCheck tcp) {
        return new ProbePlan(
                tcp.getPortSpecification(), tcp.getPortName(), tcp.hasPort() ? tcp.getPort() : HTTP, Optional.empty());
    }

    /**
     * A page that a probe asks for.
     *
     * @param host of the request; empty for the VM's address
     * @param path of the request; empty for the root
     * @param response what the body has to begin with
     */
    record Page(boolean tls, String host, String path, String response) {}
}
