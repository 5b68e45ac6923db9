package dev.sallyport.stages;

import com.google.cloud.compute.v1.SslCertificate;
import dev.sallyport.converge.Link;
import dev.sallyport.failure.Rejected;
import java.util.Optional;

/**
 * Where visitors come in.
 *
 * @param url the address with the slash at the end
 * @param pin SHA-256 of the only certificate that may be served; empty where the API does not show the one that Google
 *     issued, so that the platform's own authorities have to vouch for it
 */
record FrontDoor(String url, Optional<String> pin) {
    static FrontDoor of(StageWork work) {
        String name = Link.name(work.output(CertificateStage.NAME, "certificate"));
        SslCertificate certificate = work.collections()
                .sslCertificates()
                .find(name)
                .orElseThrow(() -> new Rejected(
                        "The certificate " + name + " is not there any more",
                        "Provision the deployment again; the certificate stage makes or names another."));
        return certificate.getManaged().getDomainsCount() > 0
                ? new FrontDoor("https://" + certificate.getManaged().getDomains(0) + "/", issued(certificate))
                : new FrontDoor(
                        work.output(FrontendStage.NAME, "url"), Optional.of(ServedCertificate.digestOf(certificate)));
    }

    private static Optional<String> issued(SslCertificate certificate) {
        return ServedCertificate.isIn(certificate)
                ? Optional.of(ServedCertificate.digestOf(certificate))
                : Optional.empty();
    }
}
