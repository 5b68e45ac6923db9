package dev.sallyport.local.firestore;

import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.BatchGetDocumentsResponse;
import com.google.firestore.v1.CreateDocumentRequest;
import com.google.firestore.v1.DeleteDocumentRequest;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.DocumentMask;
import com.google.firestore.v1.GetDocumentRequest;
import com.google.firestore.v1.Precondition;
import com.google.firestore.v1.UpdateDocumentRequest;
import com.google.firestore.v1.Write;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The calls about single documents. */
final class DocumentCalls {
    private final Databases databases;
    private final DocumentIds ids;

    DocumentCalls(Databases databases, DocumentIds ids) {
        this.databases = databases;
        this.ids = ids;
    }

    Document get(GetDocumentRequest request, Patience patience) {
        DocumentName name = DocumentName.parse(request.getName());
        Optional<FieldMask> mask = mask(request.hasMask(), request.getMask());
        return databases
                .get(name.database())
                .read(Consistency.of(request), List.of(name), patience, reading -> reading.get(name))
                .orElseThrow(() -> FirestoreException.noSuchDocument(name))
                .toProto(mask);
    }

    List<BatchGetDocumentsResponse> batchGet(BatchGetDocumentsRequest request, Patience patience) {
        DatabaseName database = DatabaseName.parse(request.getDatabase());
        Set<DocumentName> names = new LinkedHashSet<>();
        request.getDocumentsList()
                .forEach(name -> names.add(DocumentName.parse(name).in(database)));
        Optional<FieldMask> mask = mask(request.hasMask(), request.getMask());
        return databases
                .get(database)
                .read(Consistency.of(request), names, patience, reading -> responses(reading, names, mask));
    }

    Document create(CreateDocumentRequest request) {
        DocumentName parent = DocumentName.parent(request.getParent());
        if (!request.getDocument().getName().isEmpty()) {
            throw FirestoreException.invalid(
                    "document.name: set (expected: empty, as collection_id and document_id" + " give it)");
        }
        String id = request.getDocumentId().isEmpty() ? ids.next() : request.getDocumentId();
        DocumentName name = parent.child(request.getCollectionId(), id);
        Write write = Write.newBuilder()
                .setUpdate(request.getDocument().toBuilder().setName(name.toString()))
                .setCurrentDocument(Precondition.newBuilder().setExists(false))
                .build();
        return write(name, write, mask(request.hasMask(), request.getMask())).orElseThrow();
    }

    Document update(UpdateDocumentRequest request) {
        DocumentName name = DocumentName.parse(request.getDocument().getName());
        Write.Builder write = Write.newBuilder().setUpdate(request.getDocument());
        if (request.hasUpdateMask()) {
            write.setUpdateMask(request.getUpdateMask());
        }
        if (request.hasCurrentDocument()) {
            write.setCurrentDocument(request.getCurrentDocument());
        }
        return write(name, write.build(), mask(request.hasMask(), request.getMask()))
                .orElseThrow();
    }

    void delete(DeleteDocumentRequest request) {
        DocumentName name = DocumentName.parse(request.getName());
        Write.Builder write = Write.newBuilder().setDelete(request.getName());
        if (request.hasCurrentDocument()) {
            write.setCurrentDocument(request.getCurrentDocument());
        }
        write(name, write.build(), Optional.empty());
    }

    private Optional<Document> write(DocumentName name, Write write, Optional<FieldMask> mask) {
        PendingCommit.Outcome outcome =
                databases.get(name.database()).commit(PendingCommit.of(List.of(write), name.database()));
        return outcome.changes().get(0).after().map(document -> document.toProto(mask));
    }

    private static List<BatchGetDocumentsResponse> responses(
            Reading reading, Set<DocumentName> names, Optional<FieldMask> mask) {
        List<BatchGetDocumentsResponse> responses = new ArrayList<>();
        if (!reading.begunTransaction().isEmpty()) {
            responses.add(BatchGetDocumentsResponse.newBuilder()
                    .setTransaction(reading.begunTransaction())
                    .build());
        }
        for (DocumentName name : names) {
            BatchGetDocumentsResponse.Builder response =
                    BatchGetDocumentsResponse.newBuilder().setReadTime(reading.readTime());
            reading.get(name)
                    .ifPresentOrElse(
                            document -> response.setFound(document.toProto(mask)),
                            () -> response.setMissing(name.toString()));
            responses.add(response.build());
        }
        return responses;
    }

    private static Optional<FieldMask> mask(boolean present, DocumentMask mask) {
        return present ? Optional.of(FieldMask.ofRead(mask)) : Optional.empty();
    }
}
