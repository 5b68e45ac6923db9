package dev.sallyport.bench;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A slash command as Slack sends it. */
final class SlackCommand {
    private final String secret;

    SlackCommand(String secret) {
        this.secret = secret;
    }

    /**
     * @param trigger another one for each command
     */
    HttpRequest to(URI function, String text, String trigger, Instant at) {
        String body = "team_id=T1DC2JH3J&channel_id=C0OPS&user_id=U0ANNA&user_name=anna&command=%2Fsallyport&text="
                + URLEncoder.encode(text, StandardCharsets.UTF_8) + "&trigger_id=" + trigger;
        String timestamp = String.valueOf(at.getEpochSecond());
        return HttpRequest.newBuilder(function)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Slack-Request-Timestamp", timestamp)
                .header("X-Slack-Signature", "v0=" + signature("v0:" + timestamp + ":" + body))
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private String signature(String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
