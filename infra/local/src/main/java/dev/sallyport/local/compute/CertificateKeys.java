package dev.sallyport.local.compute;

import java.util.Optional;

/** The private keys of uploaded certificates, which the Compute API takes and never gives back. */
@FunctionalInterface
public interface CertificateKeys {
    /**
     * The key as it was uploaded, in PEM.
     *
     * @param certificateLink a full URL or the part after {@code /compute/v1/}
     */
    Optional<String> privateKeyPem(String certificateLink);
}
