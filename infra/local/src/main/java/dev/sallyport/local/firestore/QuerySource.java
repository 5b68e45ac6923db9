package dev.sallyport.local.firestore;

import com.google.firestore.v1.StructuredQuery.CollectionSelector;
import java.util.List;
import java.util.stream.Stream;

/**
 * The collections that a query goes through.
 *
 * @param collectionId empty for collections of any id
 * @param allDescendants whether collections deeper than directly under the parent count too
 */
record QuerySource(DocumentName parent, String collectionId, boolean allDescendants) {
    static QuerySource of(DocumentName parent, List<CollectionSelector> from) {
        if (from.size() > 1) {
            throw FirestoreException.invalid("from: " + from.size() + " selectors (expected: at most one)");
        }
        CollectionSelector selector = from.isEmpty() ? CollectionSelector.getDefaultInstance() : from.get(0);
        if (!selector.getCollectionId().isEmpty()) {
            ResourceId.check(selector.getCollectionId());
        }
        return new QuerySource(parent, selector.getCollectionId(), selector.getAllDescendants());
    }

    Stream<StoredDocument> in(Snapshot snapshot) {
        return !collectionId.isEmpty() && !allDescendants
                ? snapshot.in(new CollectionName(parent, collectionId))
                : snapshot.under(parent).filter(document -> contains(document.name()));
    }

    boolean contains(DocumentName name) {
        CollectionName collection = name.collection();
        boolean isPlaced = collection.parent().equals(parent)
                || allDescendants && collection.parent().isUnder(parent);
        return isPlaced && (collectionId.isEmpty() || collection.id().equals(collectionId));
    }
}
