package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * Which requests have come already. They are kept in Firestore, for the next copy may come to another instance: as
 * documents of the collection {@code chatRequests} whose field {@code expires} a TTL policy can go by.
 */
final class SeenRequests {
    /** A copy that comes later is refused for its age. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final GoogleApis google;
    private final String collection;

    SeenRequests(GoogleApis google, String project) {
        this.google = google;
        collection = "/v1/projects/" + project + "/databases/(default)/documents/chatRequests";
    }

    /**
     * Whether what identifies the request has never been seen; from now on it has.
     *
     * @param identity any text; only its digest is kept
     * @throws IllegalStateException if Firestore cannot tell
     */
    boolean isFirst(String identity, Instant now) {
        ObjectNode document = Json.object();
        document.putObject("fields")
                .putObject("expires")
                .put("timestampValue", now.plus(KEPT).toString());
        String id = Sha256.of(identity.getBytes(StandardCharsets.UTF_8));
        Rest.Answer answer = google.post("firestore", collection + "?documentId=" + id, document);
        if (!answer.isSuccess() && answer.status() != 409) {
            throw new IllegalStateException("Firestore answered " + answer.status() + " about a request's copies");
        }
        return answer.isSuccess();
    }
}
