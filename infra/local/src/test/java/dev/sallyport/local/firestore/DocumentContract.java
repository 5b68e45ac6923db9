package dev.sallyport.local.firestore;

import static dev.sallyport.local.firestore.FirestoreLab.DATABASE;
import static dev.sallyport.local.firestore.FirestoreLab.ROOT;
import static dev.sallyport.local.firestore.FirestoreLab.codeOf;
import static dev.sallyport.local.firestore.FirestoreLab.get;
import static dev.sallyport.local.firestore.FirestoreLab.name;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.Blob;
import com.google.cloud.firestore.CollectionReference;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldMask;
import com.google.cloud.firestore.FieldPath;
import com.google.cloud.firestore.FieldValue;
import com.google.cloud.firestore.GeoPoint;
import com.google.cloud.firestore.SetOptions;
import com.google.cloud.firestore.WriteBatch;
import com.google.firestore.v1.CreateDocumentRequest;
import com.google.firestore.v1.DeleteDocumentRequest;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.DocumentMask;
import com.google.firestore.v1.GetDocumentRequest;
import com.google.firestore.v1.ListCollectionIdsRequest;
import com.google.firestore.v1.ListDocumentsRequest;
import com.google.firestore.v1.ListDocumentsResponse;
import com.google.firestore.v1.UpdateDocumentRequest;
import com.google.firestore.v1.Value;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** How documents are stored, read and listed. */
interface DocumentContract {
    FirestoreLab lab();

    @Test
    default void valuesOfAllTypesComeBackAsTheyWere() {
        DocumentReference document = lab().document();
        Map<String, Object> fields = new HashMap<>();
        fields.put("null", null);
        fields.put("true", true);
        fields.put("integer", Long.MIN_VALUE);
        fields.put("double", -0.1);
        fields.put("nan", Double.NaN);
        fields.put("timestamp", Timestamp.ofTimeSecondsAndNanos(1_700_000_000, 123_456_000));
        fields.put("string", "Grüße \uD83D\uDE80");
        fields.put("bytes", Blob.fromBytes(new byte[] {0, -1, 127}));
        fields.put("reference", document);
        fields.put("place", new GeoPoint(47.4, -8.5));
        fields.put("vector", FieldValue.vector(new double[] {1, 2.5}));
        fields.put("array", Arrays.asList(1L, "two", null, Map.of("deep", List.of(3L))));
        fields.put("map", Map.of("a b", Map.of("c.d", 1L), "empty", Map.of()));
        fields.put("emptyArray", List.of());

        get(document.set(fields));

        assertThat(get(document.get()).getData()).isEqualTo(fields);
    }

    @Test
    default void timestampsAreCutToMicroseconds() {
        DocumentReference document = lab().document();

        get(document.set(Map.of("at", Timestamp.ofTimeSecondsAndNanos(1, 123_456_789))));

        assertThat(get(document.get()).getTimestamp("at")).isEqualTo(Timestamp.ofTimeSecondsAndNanos(1, 123_456_000));
    }

    @Test
    default void createAndUpdateTimesTellWhatHappened() {
        DocumentReference document = lab().document();
        Timestamp first = get(document.set(Map.of("n", 1))).getUpdateTime();
        Timestamp second = get(document.set(Map.of("n", 2))).getUpdateTime();

        DocumentSnapshot snapshot = get(document.get());

        assertThat(second).isGreaterThan(first);
        assertThat(snapshot.getCreateTime()).isEqualTo(first);
        assertThat(snapshot.getUpdateTime()).isEqualTo(second);
        assertThat(snapshot.getReadTime()).isGreaterThanOrEqualTo(second);
    }

    @Test
    default void aDocumentCreatedAgainHasANewCreateTime() {
        DocumentReference document = lab().document();
        Timestamp first = get(document.set(Map.of("n", 1))).getUpdateTime();
        get(document.delete());
        get(document.set(Map.of("n", 2)));

        assertThat(get(document.get()).getCreateTime()).isGreaterThan(first);
    }

    @Test
    default void aWriteThatChangesNothingKeepsTheUpdateTime() {
        DocumentReference document = lab().document();
        Timestamp first = get(document.set(Map.of("n", 1))).getUpdateTime();

        Timestamp second = get(document.set(Map.of("n", 1))).getUpdateTime();

        assertThat(second).isEqualTo(first);
        assertThat(get(document.get()).getUpdateTime()).isEqualTo(first);
    }

    @Test
    default void aMissingDocumentIsNotFound() {
        DocumentReference document = lab().document();

        assertThat(get(document.get()).exists()).isFalse();
        assertThat(codeOf(() -> lab().stub()
                        .getDocument(GetDocumentRequest.newBuilder()
                                .setName(name(document))
                                .build())))
                .isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    default void deletingIsIdempotent() {
        DocumentReference document = lab().document();
        get(document.set(Map.of("n", 1)));

        get(document.delete());
        get(document.delete());

        assertThat(get(document.get()).exists()).isFalse();
    }

    @Test
    default void deletingAMissingDocumentThatMustExistIsNotFound() {
        DocumentReference document = lab().document();
        DeleteDocumentRequest.Builder request =
                DeleteDocumentRequest.newBuilder().setName(name(document));
        request.getCurrentDocumentBuilder().setExists(true);

        assertThat(codeOf(() -> lab().stub().deleteDocument(request.build()))).isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    default void updateChangesOnlyTheNamedFields() {
        DocumentReference document = lab().document();
        get(document.set(Map.of("a", Map.of("b", 1L, "c", 2L), "d", 3L)));

        get(document.update("a.b", 10L, "e.f", 4L, "d", FieldValue.delete()));

        assertThat(get(document.get()).getData())
                .isEqualTo(Map.of("a", Map.of("b", 10L, "c", 2L), "e", Map.of("f", 4L)));
    }

    @Test
    default void updateReachesFieldsWithOddNames() {
        DocumentReference document = lab().document();
        get(document.set(Map.of("a.b", Map.of("`q`\\", 1L), "x", 1L)));

        get(document.update(FieldPath.of("a.b", "`q`\\"), 2L));

        assertThat(get(document.get()).getData()).isEqualTo(Map.of("a.b", Map.of("`q`\\", 2L), "x", 1L));
    }

    @Test
    default void mergeKeepsOtherFieldsAndCreatesTheDocument() {
        DocumentReference document = lab().document();

        get(document.set(Map.of("a", Map.of("b", 1L)), SetOptions.merge()));
        get(document.set(Map.of("a", Map.of("c", 2L)), SetOptions.merge()));

        assertThat(get(document.get()).getData()).isEqualTo(Map.of("a", Map.of("b", 1L, "c", 2L)));
    }

    @Test
    default void deletingANestedFieldLeavesItsMap() {
        DocumentReference document = lab().document();
        get(document.set(Map.of("a", Map.of("b", 1L))));

        get(document.update("a.b", FieldValue.delete()));

        assertThat(get(document.get()).getData()).isEqualTo(Map.of("a", Map.of()));
    }

    @Test
    default void aFieldUnderAValueThatIsNoMapReplacesIt() {
        DocumentReference document = lab().document();
        get(document.set(Map.of("a", "text")));

        get(document.update("a.b", 1L));

        assertThat(get(document.get()).getData()).isEqualTo(Map.of("a", Map.of("b", 1L)));
    }

    @Test
    default void fieldsOutsideTheUpdateMaskAreIgnored() {
        DocumentReference document = lab().document();
        get(document.set(Map.of("a", 1L, "b", 1L)));

        Document answer = lab().stub()
                .updateDocument(UpdateDocumentRequest.newBuilder()
                        .setDocument(Document.newBuilder()
                                .setName(name(document))
                                .putFields("a", integer(2))
                                .putFields("b", integer(2)))
                        .setUpdateMask(DocumentMask.newBuilder().addFieldPaths("a"))
                        .setMask(DocumentMask.newBuilder().addFieldPaths("a"))
                        .build());

        assertThat(answer.getFieldsMap()).isEqualTo(Map.of("a", integer(2)));
        assertThat(get(document.get()).getData()).isEqualTo(Map.of("a", 2L, "b", 1L));
    }

    @Test
    default void readsReturnOnlyTheMaskedFields() {
        DocumentReference document = lab().document();
        get(document.set(Map.of("a", Map.of("b", 1L, "c", 2L), "d", 3L)));

        DocumentSnapshot snapshot = get(document.get(FieldMask.of("a.b", "missing")));

        assertThat(snapshot.getData()).isEqualTo(Map.of("a", Map.of("b", 1L)));
    }

    @Test
    default void createDocumentMakesAnId() {
        CollectionReference collection = lab().collection();

        Document created = lab().stub()
                .createDocument(CreateDocumentRequest.newBuilder()
                        .setParent(ROOT)
                        .setCollectionId(collection.getId())
                        .setDocument(Document.newBuilder().putFields("n", integer(1)))
                        .build());

        assertThat(created.getName())
                .startsWith(ROOT + "/" + collection.getId() + "/")
                .matches(".*/[A-Za-z0-9]{20}");
        assertThat(created.getCreateTime()).isEqualTo(created.getUpdateTime());
    }

    @Test
    default void createDocumentRefusesAnIdInUse() {
        DocumentReference document = lab().document();
        get(document.set(Map.of()));

        assertThat(codeOf(() -> lab().stub()
                        .createDocument(CreateDocumentRequest.newBuilder()
                                .setParent(ROOT)
                                .setCollectionId(document.getParent().getId())
                                .setDocumentId(document.getId())
                                .setDocument(Document.getDefaultInstance())
                                .build())))
                .isEqualTo(Status.Code.ALREADY_EXISTS);
    }

    @Test
    default void severalDocumentsAreReadAtOnce() {
        CollectionReference collection = lab().collection();
        get(collection.document("a").set(Map.of("n", 1)));

        List<DocumentSnapshot> snapshots =
                get(lab().client().getAll(collection.document("a"), collection.document("b")));

        assertThat(snapshots).extracting(DocumentSnapshot::exists).containsExactly(true, false);
    }

    @Test
    default void collectionsOfADocumentAreListed() {
        DocumentReference document = lab().document();
        get(document.collection("two").document("x").set(Map.of()));
        get(document.collection("one")
                .document("x")
                .collection("deep")
                .document("y")
                .set(Map.of()));

        List<String> ids = lab().stub()
                .listCollectionIds(ListCollectionIdsRequest.newBuilder()
                        .setParent(name(document))
                        .build())
                .getCollectionIdsList();

        assertThat(ids).containsExactly("one", "two");
    }

    @Test
    default void documentsAreListedInPages() {
        CollectionReference collection = lab().collection();
        for (String id : List.of("c", "a", "b")) {
            get(collection.document(id).set(Map.of()));
        }
        ListDocumentsRequest request = ListDocumentsRequest.newBuilder()
                .setParent(ROOT)
                .setCollectionId(collection.getId())
                .setPageSize(2)
                .build();

        ListDocumentsResponse first = lab().stub().listDocuments(request);
        ListDocumentsResponse second = lab().stub()
                .listDocuments(request.toBuilder()
                        .setPageToken(first.getNextPageToken())
                        .build());

        List<String> names = new ArrayList<>();
        first.getDocumentsList().forEach(document -> names.add(document.getName()));
        assertThat(names).hasSize(2);
        second.getDocumentsList().forEach(document -> names.add(document.getName()));
        String prefix = ROOT + "/" + collection.getId() + "/";
        assertThat(names).containsExactly(prefix + "a", prefix + "b", prefix + "c");
        assertThat(second.getNextPageToken()).isEmpty();
    }

    @Test
    default void documentsAreListedInTheOrderAskedFor() {
        CollectionReference collection = lab().collection();
        get(collection.document("a").set(Map.of("n", 1)));
        get(collection.document("b").set(Map.of("n", 3)));
        get(collection.document("c").set(Map.of("n", 2)));

        List<Document> listed = lab().stub()
                .listDocuments(ListDocumentsRequest.newBuilder()
                        .setParent(ROOT)
                        .setCollectionId(collection.getId())
                        .setOrderBy("n desc, __name__ desc")
                        .build())
                .getDocumentsList();

        assertThat(listed)
                .extracting(document -> document.getFieldsOrThrow("n").getIntegerValue())
                .containsExactly(3L, 2L, 1L);
    }

    @Test
    default void missingParentsAreListedWhenAskedFor() {
        CollectionReference collection = lab().collection();
        get(collection.document("present").set(Map.of()));
        get(collection.document("gone").collection("sub").document("x").set(Map.of()));

        List<String> ids = StreamSupport.stream(collection.listDocuments().spliterator(), false)
                .map(DocumentReference::getId)
                .toList();

        assertThat(ids).containsExactly("gone", "present");
    }

    @Test
    default void aBatchIsAllOrNothing() {
        CollectionReference collection = lab().collection();
        get(collection.document("taken").set(Map.of()));
        WriteBatch batch = lab().client().batch();
        batch.set(collection.document("new"), Map.of());
        batch.create(collection.document("taken"), Map.of());

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> get(batch.commit())))
                .hasStackTraceContaining("ALREADY_EXISTS");

        assertThat(get(collection.document("new").get()).exists()).isFalse();
    }

    @Test
    default void databasesAreNamedInFull() {
        assertThat(codeOf(() -> lab().stub()
                        .getDocument(GetDocumentRequest.newBuilder()
                                .setName("documents/c/d")
                                .build())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(codeOf(() -> lab().stub()
                        .getDocument(GetDocumentRequest.newBuilder()
                                .setName(DATABASE + "/documents/collection")
                                .build())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    static Value integer(long value) {
        return Value.newBuilder().setIntegerValue(value).build();
    }
}
