package dev.sallyport.stages;

import com.google.cloud.compute.v1.SslCertificate;
import java.security.cert.X509Certificate;
import java.time.Duration;

/** How long before its end another certificate is made in a certificate's place. */
public final class CertificateLife {
    private static final Duration MONTH = Duration.ofDays(30);

    private CertificateLife() {}

    /**
     * A month, or a third of the certificate's life if that is less: one for a few days is not due as soon as it is made.
     *
     * @throws dev.sallyport.failure.Rejected if the certificate cannot be read
     */
    public static Duration notice(SslCertificate resource) {
        return ServedCertificate.isIn(resource) ? notice(ServedCertificate.of(resource)) : MONTH;
    }

    static Duration notice(X509Certificate certificate) {
        Duration third = Duration.between(
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant())
                .dividedBy(3);
        return third.compareTo(MONTH) < 0 ? third : MONTH;
    }
}
