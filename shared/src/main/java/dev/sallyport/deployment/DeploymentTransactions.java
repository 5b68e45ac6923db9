package dev.sallyport.deployment;

import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Transaction;
import com.google.cloud.firestore.TransactionOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Runs transitions as Firestore transactions. The function given may run several times, for Firestore runs it again
 * when another writer was first; it decides, and the transaction reads and writes.
 */
final class DeploymentTransactions {
    static final String DEPLOYMENTS = "deployments";
    static final String EVENTS = "events";

    /** Side by side, the stages of one deployment write one document. */
    private static final TransactionOptions OPTIONS = TransactionOptions.createReadWriteOptionsBuilder()
            .setNumberOfAttempts(10)
            .build();

    private final Firestore firestore;
    private final FirestoreCalls calls;
    private final DeploymentDocument document;
    private final Duration retention;

    /** @param retention how long events are kept */
    DeploymentTransactions(Firestore firestore, FirestoreCalls calls, DeploymentDocument document, Duration retention) {
        this.retention = retention;
        this.firestore = firestore;
        this.calls = calls;
        this.document = document;
    }

    /**
     * What a transaction has read.
     *
     * @param now when it read, by the database's clock
     */
    record State(Optional<Deployment> deployment, Instant now) {}

    <T> T run(String name, Function<State, Transition<T>> transition) {
        DocumentReference reference = firestore.collection(DEPLOYMENTS).document(name);
        return commit(
                name,
                transaction -> apply(
                        transaction,
                        reference,
                        transition.apply(state(transaction.get(reference).get()))));
    }

    /** Runs the transition unless the event is on record already, which is then given to {@code otherwise}. */
    <T> T runOnce(
            String name,
            String event,
            Function<State, Transition<T>> transition,
            BiFunction<State, Event, T> otherwise) {
        DocumentReference reference = firestore.collection(DEPLOYMENTS).document(name);
        DocumentReference record = reference.collection(EVENTS).document(event);
        return commit(name, transaction -> {
            List<DocumentSnapshot> read = transaction.getAll(reference, record).get();
            State state = state(read.get(0));
            return read.get(1).exists()
                    ? otherwise.apply(state, event(read.get(1)))
                    : apply(transaction, reference, transition.apply(state));
        });
    }

    static DocumentFields fields(DocumentSnapshot snapshot) {
        return new DocumentFields(snapshot.getReference().getPath(), snapshot.getData());
    }

    static Event event(DocumentSnapshot snapshot) {
        return EventDocument.read(snapshot.getId(), fields(snapshot));
    }

    private <T> T commit(String name, Transaction.Function<T> work) {
        return calls.await("changing " + name, firestore.runTransaction(work, OPTIONS));
    }

    private <T> T apply(Transaction transaction, DocumentReference reference, Transition<T> transition) {
        transition.next().ifPresent(next -> transaction.set(reference, document.write(next)));
        transition
                .events()
                .forEach(event -> transaction.set(
                        reference.collection(EVENTS).document(event.id()), EventDocument.write(event, retention)));
        return transition.outcome();
    }

    /** Firestore keeps microseconds; what is returned must equal what will be read. */
    State state(DocumentSnapshot snapshot) {
        Instant now = DocumentFields.toInstant(snapshot.getReadTime()).truncatedTo(ChronoUnit.MICROS);
        return new State(snapshot.exists() ? Optional.of(document.read(fields(snapshot))) : Optional.empty(), now);
    }
}
