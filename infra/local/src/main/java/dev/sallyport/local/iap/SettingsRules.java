package dev.sallyport.local.iap;

import com.google.cloud.iap.v1.AccessSettings;
import com.google.cloud.iap.v1.IapSettings;
import com.google.cloud.iap.v1.OAuth2;
import com.google.cloud.iap.v1.OAuthSettings;
import com.google.cloud.iap.v1.ReauthSettings;
import com.google.cloud.iap.v1.ReauthSettings.Method;
import com.google.cloud.iap.v1.ReauthSettings.PolicyType;
import com.google.protobuf.StringValue;
import dev.sallyport.local.api.ApiException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What settings IAP takes, and what of them it gives back. */
final class SettingsRules {
    private SettingsRules() {}

    /** The settings as they are stored: of a client secret only its digest is kept. */
    static IapSettings checked(IapSettings settings) {
        AccessSettings access = settings.getAccessSettings();
        if (access.hasReauthSettings()) {
            check(access.getReauthSettings());
        }
        return withoutSecrets(settings);
    }

    private static void check(ReauthSettings reauthentication) {
        boolean complete = reauthentication.getMethod() != Method.METHOD_UNSPECIFIED
                && reauthentication.hasMaxAge()
                && reauthentication.getPolicyType() != PolicyType.POLICY_TYPE_UNSPECIFIED;
        if (!complete) {
            throw ApiException.invalid(
                    "accessSettings.reauthSettings: expected method, maxAge and policyType together");
        }
    }

    private static IapSettings withoutSecrets(IapSettings settings) {
        IapSettings.Builder stored = settings.toBuilder();
        if (settings.getAccessSettings().getOauthSettings().hasClientSecret()) {
            OAuthSettings.Builder client = stored.getAccessSettingsBuilder().getOauthSettingsBuilder();
            String digest = sha256(client.getClientSecret().getValue());
            client.clearClientSecret().setClientSecretSha256(StringValue.of(digest));
        }
        if (settings.getAccessSettings().getWorkforceIdentitySettings().hasOauth2()) {
            OAuth2.Builder client = stored.getAccessSettingsBuilder()
                    .getWorkforceIdentitySettingsBuilder()
                    .getOauth2Builder();
            client.setClientSecretSha256(sha256(client.getClientSecret())).clearClientSecret();
        }
        return stored.build();
    }

    private static String sha256(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
