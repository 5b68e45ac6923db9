package dev.sallyport.deployment;

import java.time.Instant;
import java.util.Optional;

/**
 * The Pub/Sub message that brings a request.
 *
 * @param id the same for every delivery of the message
 * @param published when it was published, by Pub/Sub's clock; empty where whoever delivers it does not say, which counts
 *     as now
 */
public record RequestMessage(String id, Optional<Instant> published) {
    public static RequestMessage published(String id, Instant published) {
        return new RequestMessage(id, Optional.of(published));
    }

    /** A message that does not say when it was published. */
    public static RequestMessage undated(String id) {
        return new RequestMessage(id, Optional.empty());
    }
}
