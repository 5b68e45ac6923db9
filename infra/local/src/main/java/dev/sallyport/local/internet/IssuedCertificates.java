package dev.sallyport.local.internet;

import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.SslCertificate;
import com.google.cloud.compute.v1.TargetHttpsProxy;
import com.linecorp.armeria.common.TlsKeyPair;
import dev.sallyport.local.compute.ComputeView;
import dev.sallyport.local.compute.ManagedCertificates;
import dev.sallyport.local.internet.balancer.FrontEnds;
import dev.sallyport.local.internet.network.ResourceLink;
import dev.sallyport.local.projects.Project;
import dev.sallyport.local.projects.Projects;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.util.io.pem.PemGenerationException;

/**
 * Issues the certificates that Google manages: once each of their domains points at a forwarding rule on port 443 whose
 * proxy serves the certificate. Until then a domain that is not seen to do so is FAILED_NOT_VISIBLE, and it is tried again.
 *
 * @see <a href="https://cloud.google.com/load-balancing/docs/ssl-certificates/troubleshooting">domain status</a>
 */
final class IssuedCertificates {
    private static final int HTTPS = 443;
    private static final Set<String> CONCERNED =
            Set.of("sslCertificates", "targetHttpsProxies", "forwardingRules", "addresses");

    private final Projects projects;
    private final ComputeView compute;
    private final DomainNames names;
    private final FrontEnds frontEnds;
    private final Function<List<String>, TlsKeyPair> authority;
    private volatile Optional<ManagedCertificates> certificates = Optional.empty();

    /** @param authority issues a certificate for hosts */
    IssuedCertificates(
            Projects projects,
            ComputeView compute,
            DomainNames names,
            FrontEnds frontEnds,
            Function<List<String>, TlsKeyPair> authority) {
        this.projects = projects;
        this.compute = compute;
        this.names = names;
        this.frontEnds = frontEnds;
        this.authority = authority;
    }

    void attach(ManagedCertificates attached) {
        certificates = Optional.of(attached);
    }

    /** The project whose certificates are to be reviewed after a change, if any are. */
    Optional<Project> concerned(String changed) {
        return ResourceLink.parse(changed)
                .filter(link -> CONCERNED.contains(link.collection()))
                .map(link -> projects.named(link.project()));
    }

    void reviewAll() {
        projects.all().forEach(this::review);
    }

    /** One at a time, so that none is issued twice. */
    synchronized void review(Project project) {
        certificates.ifPresent(written -> compute.list(SslCertificate.class, project.id()).stream()
                .filter(certificate -> certificate.getManaged().getStatus().equals("PROVISIONING"))
                .forEach(certificate -> review(certificate, written)));
    }

    private void review(SslCertificate certificate, ManagedCertificates written) {
        ResourceLink link = ResourceLink.of(certificate.getSelfLink());
        List<String> domains = certificate.getManaged().getDomainsList();
        Map<String, String> status = new LinkedHashMap<>();
        domains.forEach(domain -> status.put(domain, isVisible(domain, link) ? "PROVISIONING" : "FAILED_NOT_VISIBLE"));
        if (status.containsValue("FAILED_NOT_VISIBLE")) {
            written.unissued(link.toString(), status);
        } else {
            TlsKeyPair pair = authority.apply(domains);
            written.issued(link.toString(), pem(pair.certificateChain()), keyPem(pair.privateKey()));
        }
    }

    private boolean isVisible(String domain, ResourceLink certificate) {
        return names.find(domain).stream()
                .flatMap(address -> frontEnds.at(address).stream())
                .filter(rule -> FrontEnds.takes(rule, HTTPS))
                .anyMatch(rule -> serves(rule, certificate));
    }

    private boolean serves(ForwardingRule rule, ResourceLink certificate) {
        return compute.find(TargetHttpsProxy.class, rule.getTarget()).stream()
                .flatMap(proxy -> proxy.getSslCertificatesList().stream())
                .anyMatch(link -> ResourceLink.of(link).equals(certificate));
    }

    private static String keyPem(PrivateKey key) {
        try {
            return pem(List.of(new JcaPKCS8Generator(key, null)));
        } catch (PemGenerationException e) {
            throw new IllegalStateException("a key that was just made can be written", e);
        }
    }

    private static String pem(List<?> objects) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object object : objects) {
                writer.writeObject(object);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return text.toString();
    }
}
