package dev.sallyport.local.firestore;

import com.google.firestore.v1.Write;
import com.google.firestore.v1.WriteResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The writes of one commit, checked for form, which take effect together or not at all. */
record PendingCommit(List<WriteOperation> writes) {
    private static final int MAX_REQUEST_BYTES = 10 * 1024 * 1024;

    /** What the writes come to at a time: one change per document, one result per write. */
    record Outcome(List<Change> changes, List<WriteResult> results, Instant time) {}

    static PendingCommit of(List<Write> writes, DatabaseName database) {
        int bytes = writes.stream().mapToInt(Write::getSerializedSize).sum();
        if (bytes > MAX_REQUEST_BYTES) {
            throw FirestoreException.invalid(
                    "writes: " + bytes + " bytes (expected: at most " + MAX_REQUEST_BYTES + " in one request)");
        }
        return new PendingCommit(
                writes.stream().map(write -> WriteOperation.of(write, database)).toList());
    }

    /** @throws FirestoreException if a precondition is not met; nothing is changed */
    Outcome applyTo(Snapshot snapshot, Instant time) {
        Map<DocumentName, Change> changes = new LinkedHashMap<>();
        List<WriteResult> results = new ArrayList<>();
        for (WriteOperation write : writes) {
            Change earlier = changes.computeIfAbsent(write.name(), name -> unchanged(snapshot, name));
            WriteOperation.Outcome outcome = write.apply(earlier.after(), time);
            changes.put(write.name(), new Change(write.name(), earlier.before(), outcome.document()));
            results.add(result(outcome));
        }
        return new Outcome(List.copyOf(changes.values()), results, time);
    }

    private static Change unchanged(Snapshot snapshot, DocumentName name) {
        Optional<StoredDocument> present = snapshot.get(name);
        return new Change(name, present, present);
    }

    private static WriteResult result(WriteOperation.Outcome outcome) {
        WriteResult.Builder result = WriteResult.newBuilder().addAllTransformResults(outcome.transformResults());
        outcome.document().ifPresent(document -> result.setUpdateTime(ProtoTime.of(document.updated())));
        return result.build();
    }
}
