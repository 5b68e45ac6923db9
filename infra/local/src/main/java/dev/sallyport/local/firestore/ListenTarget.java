package dev.sallyport.local.firestore;

import com.google.firestore.v1.DocumentChange;
import com.google.firestore.v1.DocumentDelete;
import com.google.firestore.v1.DocumentRemove;
import com.google.firestore.v1.ListenResponse;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One target of a stream and what its listener knows of it so far. */
final class ListenTarget {
    private final int id;
    private final ListenScope scope;
    private Map<DocumentName, Instant> known = Map.of();
    private Instant asOf = Instant.MIN;

    ListenTarget(int id, ListenScope scope) {
        this.id = id;
        this.scope = scope;
    }

    int id() {
        return id;
    }

    boolean isAffectedBy(List<Change> changes, Instant time) {
        return time.isAfter(asOf) && changes.stream().anyMatch(scope::isAffectedBy);
    }

    /** Takes it that the listener knows the documents as they were then. */
    void resumeFrom(Reading reading) {
        known = versions(scope.in(reading.snapshot()));
    }

    /** The listener's first news; documents asked for by name that do not exist are reported too. */
    List<ListenResponse> first(Reading reading) {
        Set<DocumentName> reported = new HashSet<>(known.keySet());
        List<ListenResponse> news = news(reading);
        scope.names().stream()
                .filter(name -> !known.containsKey(name) && !reported.contains(name))
                .forEach(name -> news.add(deleted(name, reading.readTime())));
        return news;
    }

    /** What the listener does not know yet. */
    List<ListenResponse> news(Reading reading) {
        List<StoredDocument> present = scope.in(reading.snapshot());
        Map<DocumentName, Instant> versions = versions(present);
        List<ListenResponse> news = new ArrayList<>();
        known.keySet().stream()
                .filter(name -> !versions.containsKey(name))
                .forEach(name -> news.add(gone(name, reading)));
        present.stream()
                .filter(document -> !document.updated().equals(known.get(document.name())))
                .forEach(document -> news.add(changed(document)));
        known = versions;
        asOf = reading.time();
        return news;
    }

    private ListenResponse changed(StoredDocument document) {
        return ListenResponse.newBuilder()
                .setDocumentChange(DocumentChange.newBuilder()
                        .setDocument(document.toProto(scope.projection()))
                        .addTargetIds(id))
                .build();
    }

    private ListenResponse gone(DocumentName name, Reading reading) {
        return reading.snapshot().get(name).isPresent()
                ? removed(name, reading.readTime())
                : deleted(name, reading.readTime());
    }

    private ListenResponse removed(DocumentName name, Timestamp time) {
        return ListenResponse.newBuilder()
                .setDocumentRemove(DocumentRemove.newBuilder()
                        .setDocument(name.toString())
                        .addRemovedTargetIds(id)
                        .setReadTime(time))
                .build();
    }

    private ListenResponse deleted(DocumentName name, Timestamp time) {
        return ListenResponse.newBuilder()
                .setDocumentDelete(DocumentDelete.newBuilder()
                        .setDocument(name.toString())
                        .addRemovedTargetIds(id)
                        .setReadTime(time))
                .build();
    }

    private static Map<DocumentName, Instant> versions(List<StoredDocument> documents) {
        Map<DocumentName, Instant> versions = new LinkedHashMap<>();
        documents.forEach(document -> versions.put(document.name(), document.updated()));
        return versions;
    }
}
