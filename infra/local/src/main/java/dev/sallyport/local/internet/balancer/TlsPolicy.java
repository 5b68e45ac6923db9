package dev.sallyport.local.internet.balancer;

import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.SslPolicy;
import com.google.cloud.compute.v1.TargetHttpsProxy;
import com.linecorp.armeria.server.ServerTlsConfig;
import dev.sallyport.local.compute.ComputeView;
import dev.sallyport.local.compute.SslProfile;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a front end negotiates with clients.
 *
 * @param minimum {@code TLS_1_0} and so on
 * @param suites the cipher suites of TLS up to 1.2, by their standard names; empty for the server's own choice
 */
record TlsPolicy(String minimum, List<String> suites) {
    /** Without a policy Google's front ends still take TLS 1.0, and the suites that go with it. */
    private static final TlsPolicy NONE = new TlsPolicy("TLS_1_0", SslProfile.COMPATIBLE.suites());

    private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1");

    private static final List<String> OF_TLS_1_3 =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    /** The server's order counts, and a client that speaks HTTP/2 breaks off if it gets one that HTTP/2 forbids. */
    private static final Comparator<String> BEST_FIRST = Comparator.comparing(TlsPolicy::isForbiddenInHttp2);

    private static boolean isForbiddenInHttp2(String suite) {
        return !suite.startsWith("TLS_ECDHE_") || suite.contains("_CBC_");
    }

    static TlsPolicy none() {
        return NONE;
    }

    static TlsPolicy of(ForwardingRule rule, ComputeView compute) {
        return compute.find(TargetHttpsProxy.class, rule.getTarget())
                .map(TargetHttpsProxy::getSslPolicy)
                .filter(link -> !link.isEmpty())
                .flatMap(link -> compute.find(SslPolicy.class, link))
                .map(policy -> new TlsPolicy(policy.getMinTlsVersion(), List.copyOf(policy.getEnabledFeaturesList())))
                .orElse(NONE);
    }

    // The profiles COMPATIBLE and MODERN have suites that HTTP/2 forbids; clients that have no others speak HTTP/1.1.
    @SuppressWarnings("deprecation")
    ServerTlsConfig negotiation() {
        return ServerTlsConfig.builder()
                .allowsUnsafeCiphers(true)
                .tlsCustomizer(this::applyTo)
                .build();
    }

    private void applyTo(SslContextBuilder context) {
        // Keys are only passed on in it. The usual kind is made for keeping them, and takes tens of milliseconds for
        // that.
        context.keyStoreType("JKS");
        context.trustManager(new NoClientCertificates());
        context.protocols(protocols());
        if (!suites.isEmpty()) {
            List<String> all = Stream.concat(
                            OF_TLS_1_3.stream(), suites.stream().sorted(BEST_FIRST))
                    .distinct()
                    .toList();
            context.ciphers(all, SupportedCipherSuiteFilter.INSTANCE);
        }
    }

    private List<String> protocols() {
        return switch (minimum) {
            case "TLS_1_3" -> VERSIONS.subList(0, 1);
            case "TLS_1_2" -> VERSIONS.subList(0, 2);
            case "TLS_1_1" -> VERSIONS.subList(0, 3);
            default -> VERSIONS;
        };
    }
}
