package dev.sallyport.local.firestore;

import static dev.sallyport.local.firestore.FirestoreLab.DATABASE;
import static dev.sallyport.local.firestore.FirestoreLab.codeOf;
import static dev.sallyport.local.firestore.FirestoreLab.get;
import static dev.sallyport.local.firestore.FirestoreLab.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.TransactionOptions;
import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.BatchGetDocumentsResponse;
import com.google.firestore.v1.BeginTransactionRequest;
import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.RollbackRequest;
import com.google.firestore.v1.Value;
import com.google.firestore.v1.Write;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What transactions promise. */
interface TransactionContract {
    FirestoreLab lab();

    @Test
    default void aTransactionReadsAndWrites() {
        DocumentReference counter = lab().document();
        get(counter.set(Map.of("n", 41)));

        long seen = get(lab().client().runTransaction(transaction -> {
            long n = transaction.get(counter).get().getLong("n");
            transaction.update(counter, "n", n + 1);
            return n;
        }));

        assertThat(seen).isEqualTo(41);
        assertThat(get(counter.get()).getLong("n")).isEqualTo(42);
    }

    @Test
    default void nothingIsWrittenWhenTheCallbackFails() {
        DocumentReference document = lab().document();

        assertThatThrownBy(() -> get(lab().client().runTransaction(transaction -> {
                    transaction.set(document, Map.of("n", 1));
                    throw new IllegalStateException("changed my mind");
                })))
                .hasStackTraceContaining("changed my mind");

        assertThat(get(document.get()).exists()).isFalse();
    }

    @Test
    default void incrementsOfEightThreadsAddUp() throws Exception {
        DocumentReference counter = lab().document();
        get(counter.set(Map.of("n", 0)));

        Contention.inParallel(8, 3, () -> increment(counter));

        assertThat(get(counter.get()).getLong("n")).isEqualTo(24);
    }

    private void increment(DocumentReference counter) {
        get(lab().client()
                .runTransaction(
                        transaction -> {
                            long n = transaction.get(counter).get().getLong("n");
                            transaction.update(counter, "n", n + 1);
                            return n;
                        },
                        TransactionOptions.createReadWriteOptionsBuilder()
                                .setNumberOfAttempts(50)
                                .build()));
    }

    /** Google's emulator may abort both; the local Firestore is held to more in {@link TransactionLockTest}. */
    @Test
    default void ofTwoThatReadTheSameAtLeastOneIsAborted() {
        DocumentReference document = lab().document();
        get(document.set(Map.of("n", 0)));
        ByteString first = begin();
        ByteString second = begin();
        read(first, document);
        read(second, document);

        CompletableFuture<Status.Code> secondOutcome =
                CompletableFuture.supplyAsync(() -> commitCode(second, document, 2));
        Status.Code firstOutcome = commitCode(first, document, 1);

        assertThat(List.of(firstOutcome, secondOutcome.join())).contains(Status.Code.ABORTED);
        long expected = firstOutcome == Status.Code.OK ? 1 : secondOutcome.join() == Status.Code.OK ? 2 : 0;
        assertThat(get(document.get()).getLong("n")).isEqualTo(expected);
    }

    @Test
    default void theRetriedTransactionCanCommit() {
        DocumentReference document = lab().document();
        ByteString first = begin();
        rollBack(first);

        ByteString again = lab().stub()
                .beginTransaction(BeginTransactionRequest.newBuilder()
                        .setDatabase(DATABASE)
                        .setOptions(com.google.firestore.v1.TransactionOptions.newBuilder()
                                .setReadWrite(com.google.firestore.v1.TransactionOptions.ReadWrite.newBuilder()
                                        .setRetryTransaction(first)))
                        .build())
                .getTransaction();
        read(again, document);

        assertThat(commitCode(again, document, 1)).isEqualTo(Status.Code.OK);
    }

    @Test
    default void aReadOnlyTransactionSeesOneMoment() {
        DocumentReference document = lab().document();
        get(document.set(Map.of("n", 1)));

        long last = get(lab().client()
                .runTransaction(
                        transaction -> {
                            long before = transaction.get(document).get().getLong("n");
                            get(document.set(Map.of("n", before + 1)));
                            return transaction.get(document).get().getLong("n");
                        },
                        TransactionOptions.createReadOnlyOptionsBuilder().build()));

        assertThat(last).isEqualTo(1);
        assertThat(get(document.get()).getLong("n")).isEqualTo(2);
    }

    @Test
    default void readsInsideATransactionHaveAReadTime() {
        DocumentReference document = lab().document();
        get(document.set(Map.of("n", 1)));

        DocumentSnapshot snapshot = get(lab().client()
                .runTransaction(transaction -> transaction.get(document).get()));

        assertThat(snapshot.getReadTime()).isGreaterThanOrEqualTo(snapshot.getUpdateTime());
    }

    @Test
    default void aReadCanBeginATransaction() {
        DocumentReference document = lab().document();
        List<BatchGetDocumentsResponse> responses = new ArrayList<>();
        lab().stub()
                .batchGetDocuments(BatchGetDocumentsRequest.newBuilder()
                        .setDatabase(DATABASE)
                        .addDocuments(name(document))
                        .setNewTransaction(com.google.firestore.v1.TransactionOptions.newBuilder()
                                .setReadWrite(
                                        com.google.firestore.v1.TransactionOptions.ReadWrite.getDefaultInstance()))
                        .build())
                .forEachRemaining(responses::add);

        ByteString transaction = responses.get(0).getTransaction();
        assertThat(transaction.isEmpty()).isFalse();
        assertThat(responses.get(responses.size() - 1).getMissing()).isEqualTo(name(document));
        assertThat(commitCode(transaction, document, 1)).isEqualTo(Status.Code.OK);
    }

    @Test
    default void anEndedTransactionIsRefused() {
        DocumentReference document = lab().document();
        ByteString transaction = begin();
        assertThat(commitCode(transaction, document, 1)).isEqualTo(Status.Code.OK);

        assertThat(commitCode(transaction, document, 2)).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(codeOf(() -> read(transaction, document))).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    default void anUnknownTransactionIsRefused() {
        ByteString unknown = ByteString.copyFromUtf8("no such transaction");

        assertThat(commitCode(unknown, lab().document(), 1)).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(codeOf(() -> rollBack(unknown))).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    default void aReadOnlyTransactionCannotWrite() {
        ByteString readOnly = lab().stub()
                .beginTransaction(BeginTransactionRequest.newBuilder()
                        .setDatabase(DATABASE)
                        .setOptions(com.google.firestore.v1.TransactionOptions.newBuilder()
                                .setReadOnly(com.google.firestore.v1.TransactionOptions.ReadOnly.getDefaultInstance()))
                        .build())
                .getTransaction();

        assertThat(commitCode(readOnly, lab().document(), 1)).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    default void rollingBackTwiceIsHarmless() {
        ByteString transaction = begin();

        rollBack(transaction);
        rollBack(transaction);

        assertThat(codeOf(() -> read(transaction, lab().document()))).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    default void aRefusedCommitEndsTheTransaction() {
        DocumentReference document = lab().document();
        ByteString transaction = begin();
        CommitRequest.Builder refused =
                CommitRequest.newBuilder().setDatabase(DATABASE).setTransaction(transaction);
        refused.addWritesBuilder()
                .setDelete(name(document))
                .getCurrentDocumentBuilder()
                .setExists(true);
        assertThat(codeOf(() -> lab().stub().commit(refused.build()))).isEqualTo(Status.Code.NOT_FOUND);

        assertThat(commitCode(transaction, document, 1)).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    private ByteString begin() {
        return lab().stub()
                .beginTransaction(BeginTransactionRequest.newBuilder()
                        .setDatabase(DATABASE)
                        .build())
                .getTransaction();
    }

    private void rollBack(ByteString transaction) {
        lab().stub()
                .rollback(RollbackRequest.newBuilder()
                        .setDatabase(DATABASE)
                        .setTransaction(transaction)
                        .build());
    }

    private void read(ByteString transaction, DocumentReference document) {
        lab().stub()
                .batchGetDocuments(BatchGetDocumentsRequest.newBuilder()
                        .setDatabase(DATABASE)
                        .addDocuments(name(document))
                        .setTransaction(transaction)
                        .build())
                .forEachRemaining(response -> {});
    }

    private Status.Code commitCode(ByteString transaction, DocumentReference document, long n) {
        Document stored = Document.newBuilder()
                .setName(name(document))
                .putFields("n", Value.newBuilder().setIntegerValue(n).build())
                .build();
        CommitRequest request = CommitRequest.newBuilder()
                .setDatabase(DATABASE)
                .setTransaction(transaction)
                .addWrites(Write.newBuilder().setUpdate(stored))
                .build();
        try {
            lab().stub().commit(request);
            return Status.Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        }
    }
}
