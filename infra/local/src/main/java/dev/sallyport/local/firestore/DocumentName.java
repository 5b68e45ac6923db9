package dev.sallyport.local.firestore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A document's resource name; without segments it is the root, which all top-level collections are under. The order is
 * the one queries use for {@code __name__}.
 *
 * @param segments collection and document ids in turn
 */
record DocumentName(DatabaseName database, List<String> segments) implements Comparable<DocumentName> {
    private static final int MAX_NAME_BYTES = 6 * 1024;
    private static final int MAX_DEPTH = 100;

    DocumentName {
        segments = List.copyOf(segments);
    }

    static DocumentName parse(String name) {
        DocumentName parsed = parent(name);
        if (parsed.isRoot()) {
            throw FirestoreException.invalid("document: \"" + name + "\" (expected: .../documents/{collection}/{id})");
        }
        return parsed;
    }

    /** Reads what a collection can be under: a document, or the root. */
    static DocumentName parent(String name) {
        DatabaseName database = DatabaseName.containing(name);
        String root = database + "/documents";
        if (name.equals(root)) {
            return root(database);
        }
        if (!name.startsWith(root + "/")) {
            throw FirestoreException.invalid("name: \"" + name + "\" (expected: " + root + "/...)");
        }
        return new DocumentName(
                        database, List.of(name.substring(root.length() + 1).split("/", -1)))
                .checked();
    }

    static DocumentName root(DatabaseName database) {
        return new DocumentName(database, List.of());
    }

    /** The parent of a request, a reference in a query or a cursor: in the database that the request names. */
    DocumentName in(DatabaseName expected) {
        if (!database.equals(expected)) {
            throw FirestoreException.invalid("document: \"" + this + "\" (expected: one in " + expected + ")");
        }
        return this;
    }

    DocumentName child(String collectionId, String documentId) {
        return new DocumentName(
                        database,
                        Stream.concat(segments.stream(), Stream.of(collectionId, documentId))
                                .toList())
                .checked();
    }

    boolean isRoot() {
        return segments.isEmpty();
    }

    String id() {
        return segments.get(segments.size() - 1);
    }

    CollectionName collection() {
        return new CollectionName(up(), segments.get(segments.size() - 2));
    }

    /** The document, or root, that this document's collection is under. */
    DocumentName up() {
        return new DocumentName(database, segments.subList(0, segments.size() - 2));
    }

    boolean isUnder(DocumentName ancestor) {
        return segments.size() > ancestor.segments.size()
                && database.equals(ancestor.database)
                && segments.subList(0, ancestor.segments.size()).equals(ancestor.segments);
    }

    /** What the name adds to a document's size. Source: cloud.google.com/firestore/docs/storage-size. */
    long storedBytes() {
        return segments.stream().mapToLong(segment -> utf8Length(segment) + 1).sum() + 16;
    }

    @Override
    public int compareTo(DocumentName other) {
        int common = Math.min(segments.size(), other.segments.size());
        for (int i = 0; i < common; i++) {
            int order = ResourceId.ORDER.compare(segments.get(i), other.segments.get(i));
            if (order != 0) {
                return order;
            }
        }
        int byLength = Integer.compare(segments.size(), other.segments.size());
        return byLength != 0 ? byLength : database.compareTo(other.database);
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>(segments.size() + 2);
        parts.add(database.toString());
        parts.add("documents");
        parts.addAll(segments);
        return String.join("/", parts);
    }

    private DocumentName checked() {
        if (segments.size() % 2 != 0) {
            throw FirestoreException.invalid("document: \"" + this
                    + "\" has an odd number of segments (expected: {collection}/{id} pairs after documents/)");
        }
        if (segments.size() / 2 > MAX_DEPTH) {
            throw FirestoreException.invalid(
                    "document: " + segments.size() / 2 + " collections deep (expected: at most " + MAX_DEPTH + ")");
        }
        segments.forEach(ResourceId::check);
        if (utf8Length(toString()) > MAX_NAME_BYTES) {
            throw FirestoreException.invalid("document: the name has " + utf8Length(toString())
                    + " bytes (expected: at most " + MAX_NAME_BYTES + ")");
        }
        return this;
    }

    private static long utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
