package dev.sallyport.local.firestore;

/** A collection: an id under a document, or under the root. */
record CollectionName(DocumentName parent, String id) implements Comparable<CollectionName> {
    @Override
    public int compareTo(CollectionName other) {
        int byParent = parent.compareTo(other.parent);
        return byParent != 0 ? byParent : ResourceId.ORDER.compare(id, other.id);
    }
}
