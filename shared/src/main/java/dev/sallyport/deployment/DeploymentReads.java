package dev.sallyport.deployment;

import com.google.cloud.firestore.CollectionReference;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.QuerySnapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What can be read of deployments and their events without changing anything. */
final class DeploymentReads {
    private static final List<String> UNDER_WAY = Stream.of(Phase.values())
            .filter(phase -> !phase.isEnd())
            .map(Phase::name)
            .toList();

    private static final int MOST_WITH_GUESTS = 50;

    private final Firestore firestore;
    private final FirestoreCalls calls;
    private final DeploymentDocument document;

    DeploymentReads(Firestore firestore, FirestoreCalls calls, DeploymentDocument document) {
        this.firestore = firestore;
        this.calls = calls;
        this.document = document;
    }

    DocumentSnapshot snapshot(String name) {
        return calls.await("reading " + name, reference(name).get());
    }

    Optional<Deployment> find(String name) {
        DocumentSnapshot snapshot = snapshot(name);
        return snapshot.exists() ? Optional.of(read(snapshot)) : Optional.empty();
    }

    /** Those of these names that are there, and when they were read. A damaged document is left out. */
    List<Seen> named(Collection<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        List<DocumentSnapshot> found = calls.await(
                "reading deployments",
                firestore.getAll(names.stream().map(this::reference).toArray(DocumentReference[]::new)));
        return found.stream()
                .filter(DocumentSnapshot::exists)
                .flatMap(snapshot -> readable(snapshot).stream()
                        .map(deployment -> new Seen(deployment, DocumentFields.toInstant(snapshot.getReadTime()))))
                .toList();
    }

    /** Every deployment there is or was, by name. A damaged document is left out. */
    List<Deployment> all() {
        QuerySnapshot found = calls.await(
                "reading all deployments",
                firestore.collection(DeploymentTransactions.DEPLOYMENTS).get());
        return found.getDocuments().stream()
                .flatMap(snapshot -> readable(snapshot).stream())
                .sorted(Comparator.comparing(Deployment::name))
                .toList();
    }

    /** Every deployment in a project. A damaged document is left out. */
    List<Deployment> inProject(String project) {
        QuerySnapshot found = calls.await(
                "reading the deployments of " + project,
                firestore
                        .collection(DeploymentTransactions.DEPLOYMENTS)
                        .whereEqualTo("project", project)
                        .get());
        return found.getDocuments().stream()
                .flatMap(snapshot -> readable(snapshot).stream())
                .toList();
    }

    boolean anyIn(String project, Set<Phase> phases) {
        QuerySnapshot found = calls.await(
                "looking for deployments of " + project,
                firestore
                        .collection(DeploymentTransactions.DEPLOYMENTS)
                        .whereEqualTo("project", project)
                        .whereIn("phase", phases.stream().map(Phase::name).toList())
                        .limit(1)
                        .get());
        return !found.isEmpty();
    }

    /** Those that have not come to an end. A damaged document hides no other. */
    List<Seen> underWay() {
        QuerySnapshot found = calls.await(
                "looking for unfinished deployments",
                firestore
                        .collection(DeploymentTransactions.DEPLOYMENTS)
                        .whereIn("phase", UNDER_WAY)
                        .get());
        return seen(found);
    }

    private List<Seen> seen(QuerySnapshot found) {
        Instant now = DocumentFields.toInstant(found.getReadTime());
        return found.getDocuments().stream()
                .flatMap(snapshot -> readable(snapshot).stream())
                .map(deployment -> new Seen(deployment, now))
                .toList();
    }

    /** Those that are protected and have guests, whose time is over first; no more of them than one sweep can deal with. */
    List<Seen> withGuests() {
        QuerySnapshot found = calls.await(
                "looking for guests",
                firestore
                        .collection(DeploymentTransactions.DEPLOYMENTS)
                        .orderBy(DeploymentDocument.NEXT_GUEST_END)
                        .limit(MOST_WITH_GUESTS)
                        .get());
        return seen(found);
    }

    /** The deployment's events from a time on, oldest first. A damaged one is left out. */
    List<Event> events(String name, Instant from) {
        QuerySnapshot found = calls.await(
                "reading the events of " + name,
                reference(name)
                        .collection(DeploymentTransactions.EVENTS)
                        .whereGreaterThanOrEqualTo("at", DocumentFields.toTimestamp(from))
                        .get());
        return Undamaged.of(found.getDocuments(), DeploymentTransactions::event).stream()
                .sorted(Comparator.comparing(Event::at)
                        .thenComparing(Event::kind)
                        .thenComparing(Event::id))
                .toList();
    }

    /** The event that tells whether the request of this key was accepted or refused, if it is there. */
    Optional<Event> answer(String name, String key) {
        CollectionReference events = reference(name).collection(DeploymentTransactions.EVENTS);
        List<DocumentSnapshot> found = calls.await(
                "reading what came of " + key,
                firestore.getAll(events.document(Events.acceptedId(key)), events.document(Events.refusedId(key))));
        return found.stream()
                .filter(DocumentSnapshot::exists)
                .map(DeploymentTransactions::event)
                .max(Comparator.comparing(Event::at));
    }

    private DocumentReference reference(String name) {
        return firestore.collection(DeploymentTransactions.DEPLOYMENTS).document(name);
    }

    private Deployment read(DocumentSnapshot snapshot) {
        return document.read(DeploymentTransactions.fields(snapshot));
    }

    private Optional<Deployment> readable(DocumentSnapshot snapshot) {
        return Undamaged.of(snapshot, this::read);
    }
}
