package dev.sallyport.local.firestore;

import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Stream;

/** All documents as they are at one time. Valid as long as the database is held. */
final class Snapshot {
    private final NavigableMap<CollectionName, NavigableMap<DocumentName, Documents.History>> collections;
    private final Instant time;

    Snapshot(NavigableMap<CollectionName, NavigableMap<DocumentName, Documents.History>> collections, Instant time) {
        this.collections = collections;
        this.time = time;
    }

    Optional<StoredDocument> get(DocumentName name) {
        return Optional.ofNullable(collections.get(name.collection()))
                .map(collection -> collection.get(name))
                .flatMap(history -> history.at(time));
    }

    /** The documents of one collection, in the order of their names. */
    Stream<StoredDocument> in(CollectionName collection) {
        return Optional.ofNullable(collections.get(collection)).stream().flatMap(this::present);
    }

    /** The documents in all collections under a document or the root, however deep. */
    Stream<StoredDocument> under(DocumentName ancestor) {
        return collections.entrySet().stream()
                .filter(collection -> collection.getKey().parent().equals(ancestor)
                        || collection.getKey().parent().isUnder(ancestor))
                .flatMap(collection -> present(collection.getValue()));
    }

    Stream<StoredDocument> all() {
        return collections.values().stream().flatMap(this::present);
    }

    /** The ids of the collections directly under a document or the root, in order. */
    List<String> collectionIds(DocumentName parent) {
        int depth = parent.segments().size();
        return under(parent)
                .map(document -> document.name().segments().get(depth))
                .distinct()
                .sorted(ResourceId.ORDER)
                .toList();
    }

    /** The documents, existing or not, that are above others and under a document or the root. */
    Stream<DocumentName> ancestorsUnder(DocumentName ancestor) {
        return under(ancestor)
                .flatMap(document -> Stream.iterate(document.name().up(), DocumentName::up)
                        .takeWhile(name -> name.isUnder(ancestor)))
                .distinct();
    }

    private Stream<StoredDocument> present(NavigableMap<DocumentName, Documents.History> collection) {
        return collection.values().stream().flatMap(history -> history.at(time).stream());
    }
}
