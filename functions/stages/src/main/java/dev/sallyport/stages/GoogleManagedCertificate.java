package dev.sallyport.stages;

import com.google.cloud.compute.v1.SslCertificate;
import com.google.cloud.compute.v1.SslCertificateManagedSslCertificate;
import dev.sallyport.converge.Link;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A certificate that Google issues: not before the front end is up with it and its domains point there, which only their
 * owner can see to.
 *
 * @see <a href="https://cloud.google.com/load-balancing/docs/ssl-certificates/google-managed-certs">Use Google-managed SSL
 *     certificates</a>
 */
final class GoogleManagedCertificate {
    private static final String ACTIVE = "ACTIVE";

    private GoogleManagedCertificate() {}

    /** What is missing until the front end's certificate is issued, in words that complete "waiting for". */
    static Optional<String> missing(StageWork work) {
        String name = Link.name(work.output(CertificateStage.NAME, "certificate"));
        return work.collections()
                .sslCertificates()
                .find(name)
                .filter(SslCertificate::hasManaged)
                .map(SslCertificate::getManaged)
                .filter(managed -> !managed.getStatus().equals(ACTIVE))
                .map(managed -> "the certificate " + name + ", which is " + managed.getStatus() + " until Google sees "
                        + domains(managed) + " point at "
                        + work.output(FrontendStage.NAME, "address"));
    }

    /** The same, once what is planned so far is done. */
    static Optional<String> foreseen(StageWork work) {
        String name = Link.name(work.output(CertificateStage.NAME, "certificate"));
        return work.find(work.collections().sslCertificates(), name)
                .filter(SslCertificate::hasManaged)
                .map(SslCertificate::getManaged)
                .filter(managed -> !managed.getStatus().equals(ACTIVE))
                .map(managed -> "Google to issue the certificate " + name + ", which it does once "
                        + String.join(", ", managed.getDomainsList()) + " points at the application's address");
    }

    private static String domains(SslCertificateManagedSslCertificate managed) {
        return managed.getDomainsList().stream()
                .filter(domain -> !status(managed, domain).equals(ACTIVE))
                .map(domain -> domain + " (" + status(managed, domain) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String status(SslCertificateManagedSslCertificate managed, String domain) {
        return managed.getDomainStatusOrDefault(domain, managed.getStatus());
    }
}
