package dev.sallyport.local.firestore;

import com.google.firestore.v1.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which documents a target is about. */
sealed interface ListenScope {
    List<StoredDocument> in(Snapshot snapshot);

    /** Whether the change can make a difference to what the scope holds. */
    boolean isAffectedBy(Change change);

    /** The documents named one by one, which are reported also if they do not exist. */
    Set<DocumentName> names();

    Optional<FieldMask> projection();

    record OfQuery(Query query) implements ListenScope {
        @Override
        public List<StoredDocument> in(Snapshot snapshot) {
            return query.run(snapshot).documents();
        }

        @Override
        public boolean isAffectedBy(Change change) {
            return query.isAffectedBy(change);
        }

        @Override
        public Set<DocumentName> names() {
            return Set.of();
        }

        @Override
        public Optional<FieldMask> projection() {
            return query.projection();
        }
    }

    record OfDocuments(Set<DocumentName> names) implements ListenScope {
        @Override
        public List<StoredDocument> in(Snapshot snapshot) {
            return names.stream().flatMap(name -> snapshot.get(name).stream()).toList();
        }

        @Override
        public boolean isAffectedBy(Change change) {
            return names.contains(change.name());
        }

        @Override
        public Optional<FieldMask> projection() {
            return Optional.empty();
        }
    }

    static ListenScope of(Target target, DatabaseName database) {
        return switch (target.getTargetTypeCase()) {
            case QUERY ->
                new OfQuery(Query.of(
                        DocumentName.parent(target.getQuery().getParent()).in(database),
                        target.getQuery().getStructuredQuery()));
            case DOCUMENTS ->
                new OfDocuments(target.getDocuments().getDocumentsList().stream()
                        .map(name -> DocumentName.parse(name).in(database))
                        .collect(Collectors.toUnmodifiableSet()));
            default ->
                throw FirestoreException.invalid(
                        "add_target: " + target.getTargetTypeCase() + " (expected: query or documents)");
        };
    }
}
