package dev.sallyport.deployment;

import dev.sallyport.request.RequestReading;
import java.time.Instant;
import java.util.Optional;

/**
 * What brings a request.
 *
 * @param key the same whenever the same request comes: the request's own id or, where it has none, the id of the Pub/Sub
 *     message
 * @param who who asks, for people to read
 * @param digest differs between requests that ask for different things
 * @param published when the message was published, by Pub/Sub's clock; empty where whoever delivers it does not say,
 *     which counts as now
 */
public record RequestMessage(String key, String who, String digest, Optional<Instant> published) {
    /**
     * The message that a request was read from.
     *
     * @param messageId the same for every delivery of the message
     */
    public static RequestMessage of(RequestReading reading, String messageId, Optional<Instant> published) {
        String origin = reading.requestId().map(id -> "request " + id).orElseGet(() -> "message " + messageId);
        return new RequestMessage(
                reading.requestId().orElse(messageId),
                reading.by().orElse(origin),
                reading instanceof RequestReading.Accepted accepted ? accepted.digest() : "",
                published);
    }

    public static RequestMessage published(String id, Instant published) {
        return new RequestMessage(id, "message " + id, "", Optional.of(published));
    }

    /** A message that does not say when it was published. */
    public static RequestMessage undated(String id) {
        return new RequestMessage(id, "message " + id, "", Optional.empty());
    }

    /** A request that Sallyport makes of itself. */
    static RequestMessage inTheNameOf(String key, String who) {
        return new RequestMessage(key, who, "", Optional.empty());
    }
}
