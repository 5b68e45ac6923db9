package dev.sallyport.local.firestore;

import static dev.sallyport.local.firestore.FirestoreLab.DATABASE;
import static dev.sallyport.local.firestore.FirestoreLab.get;
import static dev.sallyport.local.firestore.FirestoreLab.name;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.firestore.CollectionReference;
import com.google.cloud.firestore.DocumentReference;
import com.google.firestore.v1.ListenRequest;
import com.google.firestore.v1.ListenResponse;
import com.google.firestore.v1.StructuredQuery.FieldFilter.Operator;
import com.google.firestore.v1.Target;
import com.google.firestore.v1.TargetChange.TargetChangeType;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The messages on a listen stream, which the Java client hides. */
class ListenStreamTest {
    private static LocalFirestoreServer server;
    private static FirestoreLab lab;

    private final BlockingQueue<ListenResponse> heard = new LinkedBlockingQueue<>();
    private final StreamObserver<ListenRequest> stream = lab.asyncStub().listen(new StreamObserver<>() {
        @Override
        public void onNext(ListenResponse response) {
            heard.add(response);
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
    });

    @BeforeAll
    static void start() {
        server = new LocalFirestoreServer();
        lab = new FirestoreLab(server.hostPort());
    }

    @AfterAll
    static void stop() {
        lab.close();
        server.close();
    }

    @Test
    void aTargetIsAddedFilledAndCurrent() throws Exception {
        DocumentReference document = lab.document();
        get(document.set(Map.of("n", 1)));

        stream.onNext(add(documents(1, document)));

        assertThat(describe(untilConsistent())).containsExactly("ADD 1", "changed d", "CURRENT 1", "NO_CHANGE");
    }

    @Test
    void aMissingDocumentIsReportedAsDeleted() throws Exception {
        stream.onNext(add(documents(1, lab.document())));

        assertThat(describe(untilConsistent())).containsExactly("ADD 1", "deleted d", "CURRENT 1", "NO_CHANGE");
    }

    @Test
    void aResumedTargetHearsOnlyWhatItMissed() throws Exception {
        CollectionReference collection = lab.collection();
        for (String id : List.of("kept", "changed", "deleted")) {
            get(collection.document(id).set(Map.of("n", 1)));
        }
        stream.onNext(add(query(1, collection).build()));
        ByteString token = lastToken(untilConsistent());
        stream.onNext(remove(1));
        assertThat(next().getTargetChange().getTargetChangeType()).isEqualTo(TargetChangeType.REMOVE);
        get(collection.document("changed").set(Map.of("n", 2)));
        get(collection.document("deleted").delete());
        get(collection.document("new").set(Map.of("n", 1)));

        stream.onNext(add(query(2, collection).setResumeToken(token).build()));

        assertThat(describe(untilConsistent()))
                .containsExactly(
                        "ADD 2", "deleted deleted", "changed changed", "changed new", "CURRENT 2", "NO_CHANGE");
    }

    @Test
    void aTargetWhosePastIsForgottenIsResetAndFilledAgain() throws Exception {
        CollectionReference collection = lab.collection();
        get(collection.document("a").set(Map.of("n", 1)));
        stream.onNext(add(query(1, collection).build()));
        ByteString token = lastToken(untilConsistent());
        stream.onNext(remove(1));
        assertThat(next().getTargetChange().getTargetChangeType()).isEqualTo(TargetChangeType.REMOVE);
        get(collection.document("a").set(Map.of("n", 2)));
        server.clock().advance(Duration.ofHours(2));
        get(collection.document("a").set(Map.of("n", 3)));

        stream.onNext(add(query(2, collection).setResumeToken(token).build()));

        assertThat(describe(untilConsistent()))
                .containsExactly("ADD 2", "RESET 2", "changed a", "CURRENT 2", "NO_CHANGE");
    }

    @Test
    void aFaultyTargetIsRemovedWithTheReason() throws Exception {
        Target.Builder faulty = query(7, lab.collection());
        faulty.getQueryBuilder()
                .getStructuredQueryBuilder()
                .getWhereBuilder()
                .getFieldFilterBuilder()
                .setOp(Operator.EQUAL)
                .setValue(DocumentContract.integer(1))
                .getFieldBuilder()
                .setFieldPath("a..b");

        stream.onNext(add(faulty.build()));

        ListenResponse response = next();
        assertThat(response.getTargetChange().getTargetChangeType()).isEqualTo(TargetChangeType.REMOVE);
        assertThat(response.getTargetChange().getCause().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT.value());
    }

    @Test
    void aRemovedTargetHearsNothingMore() throws Exception {
        DocumentReference removed = lab.document();
        DocumentReference kept = lab.document();
        stream.onNext(add(documents(1, removed)));
        untilConsistent();
        stream.onNext(add(documents(2, kept)));
        untilConsistent();
        stream.onNext(remove(1));
        assertThat(describe(List.of(next()))).containsExactly("REMOVE 1");

        get(removed.set(Map.of("n", 1)));
        get(kept.set(Map.of("n", 1)));

        List<ListenResponse> responses = untilConsistent();
        assertThat(describe(responses)).containsExactly("changed d", "NO_CHANGE");
        assertThat(responses.get(0).getDocumentChange().getDocument().getName()).isEqualTo(name(kept));
    }

    @Test
    void aTargetForOnceIsRemovedWhenItIsCurrent() throws Exception {
        stream.onNext(add(documents(1, lab.document()).toBuilder().setOnce(true).build()));

        untilConsistent();

        assertThat(describe(List.of(next()))).containsExactly("REMOVE 1");
    }

    private List<ListenResponse> untilConsistent() throws InterruptedException {
        List<ListenResponse> responses = new ArrayList<>();
        do {
            responses.add(next());
        } while (!isConsistent(responses.get(responses.size() - 1)));
        return responses;
    }

    private ListenResponse next() throws InterruptedException {
        ListenResponse response = heard.poll(20, TimeUnit.SECONDS);
        assertThat(response).as("a message within 20 s").isNotNull();
        return response;
    }

    private static boolean isConsistent(ListenResponse response) {
        return response.hasTargetChange()
                && response.getTargetChange().getTargetIdsCount() == 0
                && response.getTargetChange().hasReadTime();
    }

    private static ByteString lastToken(List<ListenResponse> responses) {
        return responses.get(responses.size() - 1).getTargetChange().getResumeToken();
    }

    private static List<String> describe(List<ListenResponse> responses) {
        return responses.stream().map(ListenStreamTest::describe).toList();
    }

    private static String describe(ListenResponse response) {
        return switch (response.getResponseTypeCase()) {
            case TARGET_CHANGE ->
                (response.getTargetChange().getTargetChangeType() + " "
                                + (response.getTargetChange().getTargetIdsCount() == 0
                                        ? ""
                                        : response.getTargetChange().getTargetIds(0)))
                        .trim();
            case DOCUMENT_CHANGE ->
                "changed " + id(response.getDocumentChange().getDocument().getName());
            case DOCUMENT_DELETE -> "deleted " + id(response.getDocumentDelete().getDocument());
            case DOCUMENT_REMOVE -> "removed " + id(response.getDocumentRemove().getDocument());
            default -> response.toString();
        };
    }

    private static String id(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static Target documents(int id, DocumentReference document) {
        return Target.newBuilder()
                .setTargetId(id)
                .setDocuments(Target.DocumentsTarget.newBuilder().addDocuments(name(document)))
                .build();
    }

    private static Target.Builder query(int id, CollectionReference collection) {
        Target.Builder target = Target.newBuilder().setTargetId(id);
        target.getQueryBuilder().setParent(FirestoreLab.ROOT);
        target.getQueryBuilder().getStructuredQueryBuilder().addFromBuilder().setCollectionId(collection.getId());
        return target;
    }

    private static ListenRequest add(Target target) {
        return ListenRequest.newBuilder()
                .setDatabase(DATABASE)
                .setAddTarget(target)
                .build();
    }

    private static ListenRequest remove(int id) {
        return ListenRequest.newBuilder()
                .setDatabase(DATABASE)
                .setRemoveTarget(id)
                .build();
    }
}
