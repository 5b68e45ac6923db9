package dev.sallyport.local.firestore;

import com.google.firestore.v1.Document;
import com.google.firestore.v1.ListCollectionIdsRequest;
import com.google.firestore.v1.ListCollectionIdsResponse;
import com.google.firestore.v1.ListDocumentsRequest;
import com.google.firestore.v1.ListDocumentsResponse;
import com.google.firestore.v1.StructuredQuery;
import com.google.firestore.v1.StructuredQuery.CollectionSelector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The calls that list what is under a document or the root. */
final class ListCalls {
    private final Databases databases;

    ListCalls(Databases databases) {
        this.databases = databases;
    }

    ListDocumentsResponse documents(ListDocumentsRequest request) {
        DocumentName parent = DocumentName.parent(request.getParent());
        Query query = query(parent, request);
        Optional<PageToken> token = PageToken.parse(request.getPageToken());
        Optional<FieldMask> mask =
                request.hasMask() ? Optional.of(FieldMask.ofRead(request.getMask())) : Optional.empty();
        return databases.get(parent.database()).read(Page.consistency(Consistency.of(request), token), reading -> {
            List<Document> all =
                    request.getShowMissing() ? withMissing(reading, query, mask) : present(reading, query, mask);
            return response(Page.of(all, token, request.getPageSize(), reading.time()));
        });
    }

    ListCollectionIdsResponse collectionIds(ListCollectionIdsRequest request) {
        DocumentName parent = DocumentName.parent(request.getParent());
        Optional<PageToken> token = PageToken.parse(request.getPageToken());
        Consistency asked = request.hasReadTime() ? Consistency.asOf(request.getReadTime()) : new Consistency.Strong();
        return databases.get(parent.database()).read(Page.consistency(asked, token), reading -> {
            Page<String> page =
                    Page.of(reading.snapshot().collectionIds(parent), token, request.getPageSize(), reading.time());
            return ListCollectionIdsResponse.newBuilder()
                    .addAllCollectionIds(page.entries())
                    .setNextPageToken(page.nextToken())
                    .build();
        });
    }

    private static Query query(DocumentName parent, ListDocumentsRequest request) {
        if (request.getShowMissing() && !request.getOrderBy().isEmpty()) {
            throw FirestoreException.invalid("show_missing: beside order_by (expected: one of the two)");
        }
        StructuredQuery query = StructuredQuery.newBuilder()
                .addFrom(CollectionSelector.newBuilder().setCollectionId(request.getCollectionId()))
                .addAllOrderBy(OrderBy.parse(request.getOrderBy()))
                .build();
        return Query.of(parent, query);
    }

    private static List<Document> present(Reading reading, Query query, Optional<FieldMask> mask) {
        return reading.run(query).documents().stream()
                .map(document -> document.toProto(mask))
                .toList();
    }

    /** Also the names of documents that do not exist but have others under them. */
    private static List<Document> withMissing(Reading reading, Query query, Optional<FieldMask> mask) {
        Map<DocumentName, Document> byName = new TreeMap<>();
        reading.snapshot()
                .ancestorsUnder(query.source().parent())
                .filter(query.source()::contains)
                .forEach(name -> byName.put(
                        name, Document.newBuilder().setName(name.toString()).build()));
        reading.run(query).documents().forEach(document -> byName.put(document.name(), document.toProto(mask)));
        return List.copyOf(byName.values());
    }

    private static ListDocumentsResponse response(Page<Document> page) {
        return ListDocumentsResponse.newBuilder()
                .addAllDocuments(page.entries())
                .setNextPageToken(page.nextToken())
                .build();
    }
}
