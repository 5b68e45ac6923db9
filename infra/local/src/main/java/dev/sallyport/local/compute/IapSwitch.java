package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.BackendServiceIAP;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The IAP settings of a backend service. The client secret is taken and never given back, only its SHA-256; where there
 * is none, the API shows the digest of the empty string.
 */
final class IapSwitch {
    private IapSwitch() {}

    static BackendServiceIAP complete(BackendServiceIAP wanted, Optional<BackendService> before) {
        BackendServiceIAP.Builder iap = wanted.toBuilder();
        Fields.setDefault(iap, "enabled", false);
        Fields.setDefault(iap, "oauth2_client_id", "");
        iap.setOauth2ClientSecretSha256(
                wanted.hasOauth2ClientSecret() ? sha256(wanted.getOauth2ClientSecret()) : known(before));
        return iap.clearOauth2ClientSecret().build();
    }

    /** A client that writes back what it read has no secret to send: the known one stays. */
    private static String known(Optional<BackendService> before) {
        return before.map(service -> service.getIap().getOauth2ClientSecretSha256())
                .filter(digest -> !digest.isEmpty())
                .orElseGet(() -> sha256(""));
    }

    private static String sha256(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
