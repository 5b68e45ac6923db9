package dev.sallyport.deployment;

import com.google.cloud.firestore.CollectionReference;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Transaction;
import dev.sallyport.failure.Rejected;
import dev.sallyport.finding.Compliance;
import dev.sallyport.finding.ComplianceJson;
import dev.sallyport.finding.Happening;
import dev.sallyport.finding.Mute;
import dev.sallyport.finding.RepairPlan;
import dev.sallyport.request.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What re-checks know of every deployment, in Firestore: {@code compliance/{deployment}}. Every method throws {@link
 * dev.sallyport.failure.Retryable} where the database cannot be reached, and {@link dev.sallyport.failure.Poison} where a
 * document is damaged.
 */
public final class FindingStore {
    private static final String COMPLIANCE = "compliance";

    private final Firestore firestore;
    private final FirestoreCalls calls;
    private final Duration retention;

    /**
     * @param patience how long the database may take to answer
     * @param retention how long after an event a TTL policy may delete it
     */
    public FindingStore(Firestore firestore, Duration patience, Duration retention) {
        this.firestore = firestore;
        this.retention = retention;
        calls = new FirestoreCalls(patience);
    }

    public Optional<Compliance> find(String deployment) {
        DocumentSnapshot found = calls.await(
                "reading findings of " + deployment,
                documents().document(deployment).get());
        return known(found);
    }

    /** Of all deployments that were ever checked, by name. A damaged document is left out. */
    public List<Compliance> all() {
        return Undamaged.of(
                calls.await("reading all findings", documents().get()).getDocuments(),
                found -> known(found).orElseThrow());
    }

    /**
     * Puts on record what a look at a deployment saw, and the events that tell of it. Two reads, and one write besides one
     * for each event.
     *
     * @param checked the deployment as it was looked at
     * @param decision from what was known, and when that is, by the database's clock
     * @return empty, and nothing is written, if the deployment has moved on since, so that nobody knows what was seen
     */
    public Optional<RepairPlan> enter(Deployment checked, BiFunction<Compliance, Instant, RepairPlan> decision) {
        DocumentReference deployment = deployment(checked.name());
        DocumentReference record = documents().document(checked.name());
        return calls.await("keeping findings of " + checked.name(), firestore.runTransaction(transaction -> {
            List<DocumentSnapshot> read = transaction.getAll(deployment, record).get();
            if (!isStill(checked, read.get(0))) {
                return Optional.empty();
            }
            Compliance before = known(read.get(1), checked.name(), checked.project());
            RepairPlan plan = decision.apply(before, now(read.get(1)));
            write(transaction, record, plan.entry().compliance());
            plan.entry().happenings().forEach(happening -> tell(transaction, deployment, checked, happening, read));
            return Optional.of(plan);
        }));
    }

    /**
     * Mutes a control of a deployment. The same request twice mutes once, whoever asks the second time.
     *
     * @throws Rejected if there is no such deployment, or the request's id is taken by another request
     */
    public void mute(Request.Mute request, RequestMessage message) {
        DocumentReference deployment = deployment(request.deployment());
        DocumentReference record = documents().document(request.deployment());
        DocumentReference event =
                deployment.collection(DeploymentTransactions.EVENTS).document(Events.acceptedId(message.key()));
        calls.await(
                "muting " + request.control() + " of " + request.deployment(), firestore.runTransaction(transaction -> {
                    List<DocumentSnapshot> read =
                            transaction.getAll(deployment, record, event).get();
                    if (!read.get(0).exists()) {
                        throw NextGeneration.unknown(request.deployment());
                    }
                    if (read.get(2).exists()) {
                        Repetition.rejectOther(event(read.get(2)), message);
                        return false;
                    }
                    Compliance before = known(
                            read.get(1),
                            request.deployment(),
                            DeploymentTransactions.fields(read.get(0)).text("project"));
                    Mute mute = new Mute(request.control(), message.who(), request.reason(), request.until());
                    write(transaction, record, before.with(mute));
                    Event muted = Events.muted(mute, message, generation(read.get(0)), now(read.get(1)));
                    write(transaction, deployment, muted);
                    return true;
                }));
    }

    private CollectionReference documents() {
        return firestore.collection(COMPLIANCE);
    }

    private DocumentReference deployment(String name) {
        return firestore.collection(DeploymentTransactions.DEPLOYMENTS).document(name);
    }

    private static Compliance known(DocumentSnapshot found, String deployment, String project) {
        return known(found).orElseGet(() -> Compliance.unchecked(deployment, project));
    }

    private static Optional<Compliance> known(DocumentSnapshot found) {
        return found.exists()
                ? Optional.of(
                        ComplianceJson.read(DeploymentTransactions.fields(found).text("record")))
                : Optional.empty();
    }

    private static boolean isStill(Deployment checked, DocumentSnapshot found) {
        return found.exists()
                && generation(found) == checked.generation()
                && checked.phase().name().equals(found.get("phase"));
    }

    private static Event event(DocumentSnapshot found) {
        return EventDocument.read(found.getId(), DeploymentTransactions.fields(found));
    }

    private static long generation(DocumentSnapshot deployment) {
        return DeploymentTransactions.fields(deployment).number("generation");
    }

    private static Instant now(DocumentSnapshot read) {
        return DocumentFields.toInstant(read.getReadTime()).truncatedTo(ChronoUnit.MICROS);
    }

    private static void write(Transaction transaction, DocumentReference record, Compliance compliance) {
        transaction.set(
                record,
                Map.of(
                        "deployment", compliance.deployment(),
                        "project", compliance.project(),
                        "open", compliance.open().size(),
                        "record", ComplianceJson.write(compliance).toString()));
    }

    private void tell(
            Transaction transaction,
            DocumentReference deployment,
            Deployment checked,
            Happening happening,
            List<DocumentSnapshot> read) {
        write(transaction, deployment, Events.happened(happening, checked.generation(), now(read.get(1))));
    }

    private void write(Transaction transaction, DocumentReference deployment, Event event) {
        transaction.set(
                deployment.collection(DeploymentTransactions.EVENTS).document(event.id()),
                EventDocument.write(event, retention));
    }
}
