package dev.sallyport.local.internet.balancer;

import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.SslCertificate;
import com.google.cloud.compute.v1.TargetHttpsProxy;
import com.linecorp.armeria.common.TlsProvider;
import dev.sallyport.local.compute.CertificateKeys;
import dev.sallyport.local.compute.ComputeView;
import dev.sallyport.local.internet.network.Remembered;
import dev.sallyport.local.internet.network.ResourceLink;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/**
 * The certificates of the target proxies behind forwarding rules, looked up anew for each handshake: a changed certificate
 * is served from the next connection on, and connections there are go on. Google-managed certificates are never served:
 * without a domain that points here they would not become active on Google Cloud either.
 */
final class Certificates {
    private static final System.Logger LOG = System.getLogger(Certificates.class.getName());

    private final ComputeView compute;
    private final CertificateKeys keys;
    private final Remembered<ResourceLink, List<ServedCertificate>> byRule;

    Certificates(ComputeView compute, CertificateKeys keys) {
        this.compute = compute;
        this.keys = keys;
        byRule = new Remembered<>(compute, this::certificatesOf);
    }

    /** What the listener of the rule serves. A handshake for which there is no certificate fails. */
    TlsProvider of(ResourceLink rule) {
        return hostname ->
                forName(rule, hostname).map(ServedCertificate::keyPair).orElse(null);
    }

    /** The first certificate for the name, or else the first of all. */
    private Optional<ServedCertificate> forName(ResourceLink rule, String hostname) {
        List<ServedCertificate> all = byRule.get(rule);
        return all.stream()
                .filter(certificate -> certificate.isFor(hostname))
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    private List<ServedCertificate> certificatesOf(ResourceLink rule) {
        return compute.find(ForwardingRule.class, rule.toString())
                .flatMap(found -> compute.find(TargetHttpsProxy.class, found.getTarget()))
                .map(TargetHttpsProxy::getSslCertificatesList)
                .map(links ->
                        links.stream().flatMap(link -> read(link).stream()).toList())
                .orElse(List.of());
    }

    private Optional<ServedCertificate> read(String link) {
        Optional<String> chain = compute.find(SslCertificate.class, link).map(Certificates::pem);
        Optional<String> key = keys.privateKeyPem(link);
        try {
            return chain.flatMap(certificates -> key.map(pem -> ServedCertificate.of(certificates, pem)));
        } catch (IllegalArgumentException e) {
            LOG.log(Level.WARNING, "{0} cannot be served: {1}", link, e.getMessage());
            return Optional.empty();
        }
    }

    private static String pem(SslCertificate certificate) {
        return certificate.getCertificate().isEmpty()
                ? certificate.getSelfManaged().getCertificate()
                : certificate.getCertificate();
    }
}
