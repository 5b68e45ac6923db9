package dev.sallyport.deployment;

import static dev.sallyport.deployment.DocumentFields.toInstant;
import static dev.sallyport.deployment.DocumentFields.toTimestamp;

import com.google.cloud.firestore.Blob;
import com.google.cloud.firestore.CollectionReference;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Dead letters, kept in Firestore as {@code deadLetters/{id}} until their retention is over. Every method throws
 * {@link dev.sallyport.failure.Retryable} where the database cannot be reached.
 */
public final class DeadLetterStore {
    private static final String LETTERS = "deadLetters";

    private final CollectionReference letters;
    private final FirestoreCalls calls;
    private final Duration retention;

    /**
     * @param patience how long the database may take to answer
     * @param retention how long after it came a TTL policy on {@code expires} may delete a letter
     */
    public DeadLetterStore(Firestore firestore, Duration patience, Duration retention) {
        letters = firestore.collection(LETTERS);
        calls = new FirestoreCalls(patience);
        this.retention = retention;
    }

    /**
     * A letter that is kept.
     *
     * @param at when it was kept, by the database's clock
     * @param outcome what has become of it since; empty if nothing has
     */
    public record Kept(DeadLetter letter, Instant at, Optional<String> outcome) {}

    /** Keeps a letter; one that is there already is left as it is. */
    public void keep(DeadLetter letter) {
        DocumentReference document = letters.document(documentId(letter.id()));
        DocumentSnapshot found = calls.await("looking for dead letter " + letter.id(), document.get());
        if (!found.exists()) {
            calls.await(
                    "keeping dead letter " + letter.id(), document.set(write(letter, toInstant(found.getReadTime()))));
        }
    }

    /** Pub/Sub's ids are numbers; whoever can reach a function can send it others, which may be no names for documents. */
    private static String documentId(String id) {
        return Events.idPart(id.startsWith("__") ? "/" + id : id);
    }

    /** Every letter, the oldest first. A damaged one is left out. */
    public List<Kept> all() {
        return read("reading the dead letters", letters.orderBy("at"));
    }

    /** Letters of stages, which may be set going again and about which nothing has been decided yet. */
    public List<Kept> undecided() {
        return read("reading undecided dead letters", letters.whereEqualTo("undecided", true));
    }

    public Optional<Kept> find(String id) {
        DocumentSnapshot found =
                calls.await("reading dead letter " + id, letters.document(id).get());
        return found.exists() ? Optional.of(read(found)) : Optional.empty();
    }

    /**
     * Says what has become of a letter.
     *
     * @param decided whether nobody need look at it again
     */
    public void note(String id, String outcome, boolean decided) {
        calls.await(
                "noting what became of dead letter " + id,
                letters.document(id).update(Map.of("outcome", outcome, "undecided", !decided)));
    }

    /** Forgets a letter. */
    public void drop(String id) {
        calls.await("dropping dead letter " + id, letters.document(id).delete());
    }

    private List<Kept> read(String doing, Query query) {
        return Undamaged.of(calls.await(doing, query.get()).getDocuments(), DeadLetterStore::read);
    }

    private Map<String, Object> write(DeadLetter letter, Instant now) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("at", toTimestamp(now));
        fields.put("expires", toTimestamp(now.plus(retention)));
        fields.put("reason", letter.reason());
        fields.put("source", letter.source());
        fields.put("data", Blob.fromByteString(letter.data()));
        fields.put("whole", letter.whole());
        letter.deployment().ifPresent(name -> fields.put("deployment", name));
        letter.started()
                .ifPresent(start ->
                        fields.putAll(Map.of("stage", start.stage().value(), "generation", start.generation())));
        fields.put("undecided", letter.started().isPresent());
        return fields;
    }

    private static Kept read(DocumentSnapshot snapshot) {
        DocumentFields fields = DeploymentTransactions.fields(snapshot);
        DeadLetter letter = new DeadLetter(
                snapshot.getId(),
                fields.text("reason"),
                fields.text("source"),
                fields.bytes("data"),
                fields.truth("whole"),
                fields.optionalText("deployment"),
                fields.optionalText("stage")
                        .map(stage -> new DeadLetter.Start(fields.stage("stage"), fields.number("generation"))));
        return new Kept(letter, fields.time("at"), fields.optionalText("outcome"));
    }
}
