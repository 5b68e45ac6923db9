package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.functions.CloudEventsFunction;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;

/**
 * Tells any program when a run begins, what has become of it and what was found since, signed: {@code X-Sallyport-Signature} is {@code v1=} and the
 * HMAC-SHA256 of {@code v1:TIMESTAMP:BODY}, in hexadecimal, with the timestamp of {@code X-Sallyport-Timestamp}.
 */
public final class NotifyWebhookFunction implements CloudEventsFunction {
    private final NewsDesk desk;

    public NotifyWebhookFunction() {
        this(new NewsDesk(NotifySettings.ofEnvironment(), InstantSource.system()));
    }

    NotifyWebhookFunction(NewsDesk desk) {
        this.desk = desk;
    }

    /** Throws whatever may be different next time, so that the message comes again. */
    @Override
    public void accept(CloudEvent event) {
        NotifySettings settings = desk.settings();
        if (settings.webhookUrl().isPresent() && settings.webhookKey().isPresent()) {
            desk.read(event)
                    .filter(news -> news.isBeginning() || news.isEnd())
                    .ifPresent(news -> send(news.run() + "-" + news.moment(), body(news)));
            desk.finding(event).ifPresent(finding -> send(finding.id(), body(finding)));
            desk.refusal(event).ifPresent(refusal -> send(refusal.id(), refusal.write()));
        }
    }

    private void send(String id, ObjectNode body) {
        desk.once("webhook-" + id, () -> {
            post(body);
            return "sent";
        });
    }

    private void post(ObjectNode body) {
        String timestamp = String.valueOf(desk.now().getEpochSecond());
        Rest.Answer answer = Rest.post(
                URI.create(desk.settings().webhookUrl().orElseThrow()),
                Map.of("X-Sallyport-Timestamp", timestamp, "X-Sallyport-Signature", signature(timestamp, body)),
                body);
        if (!answer.isSuccess()) {
            throw new IllegalStateException("the webhook answered " + answer.status());
        }
    }

    private static ObjectNode body(News news) {
        ObjectNode body = Json.object()
                .put("deployment", news.deployment())
                .put("project", news.document().path("project").asText())
                .put("generation", news.generation())
                .put("phase", news.phase());
        body.set("failed", news.failures());
        return body;
    }

    private static ObjectNode body(FindingNotice notice) {
        ObjectNode body = Json.object()
                .put("deployment", notice.deployment())
                .put("generation", notice.generation())
                .put("kind", notice.kind());
        body.set("finding", notice.finding());
        return body;
    }

    private String signature(String timestamp, ObjectNode body) {
        byte[] key = desk.secrets().value(desk.settings().webhookKey().orElseThrow());
        byte[] prefix = ("v1:" + timestamp + ":").getBytes(StandardCharsets.UTF_8);
        return "v1=" + HexFormat.of().formatHex(Digests.keyed(key, prefix, Json.bytes(body)));
    }
}
