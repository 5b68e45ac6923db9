package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.RegionTargetHttpsProxiesSetSslCertificatesRequest;
import com.google.cloud.compute.v1.SslPolicyReference;
import com.google.cloud.compute.v1.TargetHttpsProxiesSetCertificateMapRequest;
import com.google.cloud.compute.v1.TargetHttpsProxiesSetQuicOverrideRequest;
import com.google.cloud.compute.v1.TargetHttpsProxiesSetSslCertificatesRequest;
import com.google.cloud.compute.v1.TargetHttpsProxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Target HTTPS proxies. */
final class TargetHttpsProxyBehaviour extends TargetProxyBehaviour<TargetHttpsProxy> {
    /** Quota of SSL certificates per target HTTPS proxy (Cloud Load Balancing, "Quotas and limits"). */
    private static final int MOST_CERTIFICATES = 15;

    TargetHttpsProxyBehaviour() {
        super("targetHttpsProxies", TargetHttpsProxy.class);
    }

    @Override
    List<Reference> references() {
        return List.of(
                Reference.to("url_map", "urlMaps"),
                Reference.to("ssl_certificates", "sslCertificates"),
                Reference.to("ssl_policy", "sslPolicies"));
    }

    @Override
    TargetHttpsProxy complete(
            Transaction transaction, Link link, TargetHttpsProxy wanted, Optional<TargetHttpsProxy> before) {
        if (!wanted.hasUrlMap()) {
            throw Refusals.requiredField("resource.urlMap");
        }
        if (wanted.hasQuicOverride() && link.scope().kind() != Scope.Kind.GLOBAL) {
            throw Refusals.invalidValue(
                    "resource.quicOverride",
                    wanted.getQuicOverride(),
                    "QUIC override is supported only with global TargetHttpsProxy.");
        }
        checkCertificates(wanted);
        TargetHttpsProxy.Builder proxy = wanted.toBuilder();
        Fields.setDefault(proxy, "tls_early_data", "DISABLED");
        return proxy.build();
    }

    private static void checkCertificates(TargetHttpsProxy wanted) {
        int count = wanted.getSslCertificatesCount();
        if (count == 0 && wanted.getCertificateMap().isEmpty() || count > MOST_CERTIFICATES) {
            throw Refusals.invalidValue(
                    "resource.sslCertificates",
                    "",
                    "The number of SSL certificates must be between 1 and " + MOST_CERTIFICATES + ".");
        }
    }

    @Override
    TargetHttpsProxy withUrlMap(TargetHttpsProxy proxy, String urlMap) {
        return proxy.toBuilder().setUrlMap(urlMap).build();
    }

    @Override
    Map<String, Action<TargetHttpsProxy>> actions() {
        return Map.of(
                "setUrlMap",
                setUrlMap(),
                "setSslCertificates",
                new Action.Change<>("SetSslCertificates", TargetHttpsProxyBehaviour::setCertificates),
                "setQuicOverride",
                new Action.Change<>(
                        "compute.targetHttpsProxies.setQuicOverride",
                        (transaction, link, current, call) -> current.toBuilder()
                                .setQuicOverride(
                                        ((TargetHttpsProxiesSetQuicOverrideRequest) call.body()).getQuicOverride())
                                .build()),
                "setSslPolicy",
                new Action.Change<>("setSslPolicy", TargetHttpsProxyBehaviour::setSslPolicy),
                "setCertificateMap",
                new Action.Change<>(
                        "setCertificateMap",
                        (transaction, link, current, call) -> current.toBuilder()
                                .setCertificateMap(
                                        ((TargetHttpsProxiesSetCertificateMapRequest) call.body()).getCertificateMap())
                                .build()));
    }

    private static TargetHttpsProxy setCertificates(
            Transaction transaction, Link link, TargetHttpsProxy current, Call call) {
        List<String> certificates = call.body() instanceof RegionTargetHttpsProxiesSetSslCertificatesRequest regional
                ? regional.getSslCertificatesList()
                : ((TargetHttpsProxiesSetSslCertificatesRequest) call.body()).getSslCertificatesList();
        return current.toBuilder()
                .clearSslCertificates()
                .addAllSslCertificates(certificates)
                .build();
    }

    private static TargetHttpsProxy setSslPolicy(
            Transaction transaction, Link link, TargetHttpsProxy current, Call call) {
        String policy = ((SslPolicyReference) call.body()).getSslPolicy();
        return policy.isEmpty()
                ? current.toBuilder().clearSslPolicy().build()
                : current.toBuilder().setSslPolicy(policy).build();
    }
}
