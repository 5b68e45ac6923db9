package dev.sallyport.stages;

import com.google.cloud.compute.v1.SslCertificate;
import dev.sallyport.converge.Digest;
import dev.sallyport.failure.Rejected;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** The leaf of a certificate resource: what a visitor is shown. */
final class ServedCertificate {
    private ServedCertificate() {}

    static X509Certificate of(SslCertificate resource) {
        String pem = resource.getCertificate().isEmpty()
                ? resource.getSelfManaged().getCertificate()
                : resource.getCertificate();
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException e) {
            throw new Rejected(
                    "The certificate " + resource.getName() + " can't be read: " + e.getMessage(),
                    "Upload it again in PEM, or ask for another certificate in the request.",
                    e);
        }
    }

    /** Whether the resource has one yet. */
    static boolean isIn(SslCertificate resource) {
        return resource.hasCertificate() || resource.getSelfManaged().hasCertificate();
    }

    /** SHA-256 of the leaf's DER, in lower-case hexadecimal. */
    static String digestOf(SslCertificate resource) {
        return digestOf(of(resource));
    }

    static String digestOf(X509Certificate certificate) {
        try {
            return Digest.of(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read can be encoded", e);
        }
    }
}
