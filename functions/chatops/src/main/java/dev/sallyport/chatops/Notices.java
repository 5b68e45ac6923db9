package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What has been said to whom, in Firestore's collections {@code notices} and {@code claims}; the field {@code expires} is for
 * TTL policies. A notice is kept after it was sent, so that one is rather sent twice than never.
 */
final class Notices {
    private static final Duration KEPT = Duration.ofDays(30);

    private static final Duration CLAIM = Duration.ofSeconds(10);

    private final GoogleApis google;
    private final String documents;
    private final String name;

    Notices(GoogleApis google, String project) {
        this.google = google;
        name = "projects/" + project + "/databases/(default)/documents";
        documents = "/v1/" + name;
    }

    /**
     * Sends a notice unless it was sent.
     *
     * @param send sends it, and returns what is needed to speak of it again
     * @throws IllegalStateException if somebody else is about to send it
     */
    void once(String id, InstantSource time, Supplier<String> send) {
        if (find(id).isPresent()) {
            return;
        }
        if (!claim(id, time.instant())) {
            throw new IllegalStateException(id + " is being sent by somebody else");
        }
        try {
            keep(id, send.get(), time.instant());
        } catch (RuntimeException e) {
            release(id, time.instant());
            throw e;
        }
    }

    /** What was kept of a notice, or nothing if it was not sent yet. */
    Optional<String> find(String id) {
        Rest.Answer answer = google.get("firestore", documents + "/notices/" + id);
        return answer.status() == 404
                ? Optional.empty()
                : Optional.of(FirestoreJson.fields(checked(answer).body())
                        .path("kept")
                        .asText());
    }

    /**
     * Whether nobody else is about to send the notice; for ten seconds nobody will be now. Whoever then dies has not sent it,
     * and somebody else may.
     */
    boolean claim(String id, Instant now) {
        Rest.Answer found = google.get("firestore", documents + "/claims/" + id);
        boolean isTaken = found.isSuccess() && isHeld(FirestoreJson.fields(found.body()), now);
        return !isTaken && isWritten(id, found, now);
    }

    private static boolean isHeld(JsonNode claim, Instant now) {
        return Instant.parse(claim.path("until").asText()).isAfter(now);
    }

    /** By the state that was seen: of two who have seen the same, one writes. */
    private boolean isWritten(String id, Rest.Answer found, Instant now) {
        ObjectNode write = claimUntil(id, now.plus(CLAIM), now);
        ObjectNode state = write.putObject("currentDocument");
        if (found.isSuccess()) {
            state.put("updateTime", found.body().path("updateTime").asText());
        } else {
            state.put("exists", false);
        }
        return commit(write).isSuccess();
    }

    /** Whoever could not send it lets the next one try at once. */
    private void release(String id, Instant now) {
        commit(claimUntil(id, now, now));
    }

    private ObjectNode claimUntil(String id, Instant until, Instant now) {
        ObjectNode write = Json.object();
        ObjectNode fields =
                write.putObject("update").put("name", name + "/claims/" + id).putObject("fields");
        fields.putObject("until").put("timestampValue", until.toString());
        fields.putObject("expires").put("timestampValue", now.plus(KEPT).toString());
        return write;
    }

    private Rest.Answer commit(ObjectNode write) {
        ObjectNode commit = Json.object();
        commit.putArray("writes").add(write);
        return google.post("firestore", documents + ":commit", commit);
    }

    /** Keeps that a notice was sent, with what is needed to speak of it again. */
    void keep(String id, String kept, Instant now) {
        ObjectNode write = Json.object();
        ObjectNode fields =
                write.putObject("update").put("name", name + "/notices/" + id).putObject("fields");
        fields.putObject("kept").put("stringValue", kept);
        fields.putObject("expires").put("timestampValue", now.plus(KEPT).toString());
        checked(commit(write));
    }

    private static Rest.Answer checked(Rest.Answer answer) {
        if (!answer.isSuccess()) {
            throw new IllegalStateException("Firestore answered " + answer.status() + " about notices");
        }
        return answer;
    }
}
