package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Which requests have come already. They are kept in Firestore, for the next copy may come to another instance: as
 * documents of the collection {@code chatRequests} whose field {@code expires} a TTL policy can go by.
 */
final class SeenRequests {
    /** A copy that comes later is refused for its age. */
    private static final Duration KEPT = Duration.ofHours(1);

    private static final int CONFLICT = 409;

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
        ObjectNode fields = document.putObject("fields");
        fields.putObject("at").put("timestampValue", now.toString());
        fields.putObject("expires").put("timestampValue", now.plus(KEPT).toString());
        Rest.Answer answer = google.post("firestore", collection + "?documentId=" + id(identity), document);
        return answer.status() != CONFLICT && checked(answer).isSuccess();
    }

    /**
     * When what identifies the request was first seen, which is now if it has never been; as {@link #isFirst}. What counts
     * from then is the same for every copy. To the microsecond, as Firestore keeps times.
     */
    Instant first(String identity, Instant now) {
        Instant kept = now.truncatedTo(ChronoUnit.MICROS);
        if (isFirst(identity, kept)) {
            return kept;
        }
        Rest.Answer found = checked(google.get("firestore", collection + "/" + id(identity)));
        return Instant.parse(FirestoreJson.fields(found.body()).path("at").asText());
    }

    private static String id(String identity) {
        return Sha256.of(identity.getBytes(StandardCharsets.UTF_8));
    }

    private static Rest.Answer checked(Rest.Answer answer) {
        if (!answer.isSuccess()) {
            throw new IllegalStateException("Firestore answered " + answer.status() + " about a request's copies");
        }
        return answer;
    }
}
