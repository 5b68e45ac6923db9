package dev.sallyport.bench;

import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.BatchGetDocumentsResponse;
import com.google.firestore.v1.BeginTransactionRequest;
import com.google.firestore.v1.BeginTransactionResponse;
import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.CommitResponse;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.FirestoreGrpc.FirestoreStub;
import com.google.firestore.v1.TransactionOptions;
import com.google.firestore.v1.Value;
import com.google.firestore.v1.Write;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Counters in documents, reached through a bare gRPC stub. */
final class FirestoreClient {
    private static final String DATABASE = "projects/bench/databases/(default)";
    private static final String FIELD = "count";
    private static final long FIRST_BACKOFF_MILLIS = 10;
    private static final long LONGEST_BACKOFF_MILLIS = 1000;
    private static final int MOST_DOUBLINGS = 10;

    private final FirestoreStub stub;
    private final AtomicLong aborted = new AtomicLong();

    FirestoreClient(Stubs stubs) {
        stub = stubs.of(FirestoreStub.class);
    }

    /** How many attempts of transactions have lost so far. */
    long aborted() {
        return aborted.get();
    }

    /**
     * Reads a counter and writes it one higher: begins a transaction, gets the document and commits, in three calls as
     * Google's Java client makes them. An attempt that is aborted is made again, as a retry of the same transaction and
     * after a random time that may be longer each time.
     *
     * @param goOn whether a lost attempt is made again
     * @return whether it was committed
     */
    CompletableFuture<Boolean> increment(String counter, BooleanSupplier goOn) {
        return increment(counter, ByteString.EMPTY, 0, goOn);
    }

    /** Writes a document without a transaction. */
    CompletableFuture<CommitResponse> set(String counter, long count) {
        return commit(counter, count, ByteString.EMPTY);
    }

    /** Reads a document without a transaction. */
    CompletableFuture<Long> get(String counter) {
        return get(counter, ByteString.EMPTY);
    }

    private CompletableFuture<Boolean> increment(
            String counter, ByteString retried, int retries, BooleanSupplier goOn) {
        return begin(retried)
                .thenCompose(transaction -> get(counter, transaction)
                        .thenCompose(count -> commit(counter, count + 1, transaction))
                        .handle((done, failure) -> {
                            if (failure == null) {
                                return CompletableFuture.completedFuture(true);
                            }
                            requireAborted(failure);
                            return goOn.getAsBoolean()
                                    ? later(retries)
                                            .thenCompose(time -> increment(counter, transaction, retries + 1, goOn))
                                    : CompletableFuture.completedFuture(false);
                        })
                        .thenCompose(Function.identity()));
    }

    private void requireAborted(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (Status.fromThrowable(cause).getCode() != Status.Code.ABORTED) {
            throw new CompletionException(cause);
        }
        aborted.incrementAndGet();
    }

    private static CompletableFuture<Void> later(int retries) {
        long most = Math.min(FIRST_BACKOFF_MILLIS << Math.min(retries, MOST_DOUBLINGS), LONGEST_BACKOFF_MILLIS);
        long millis = ThreadLocalRandom.current().nextLong(most);
        return CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
    }

    private CompletableFuture<ByteString> begin(ByteString retried) {
        BeginTransactionRequest request = BeginTransactionRequest.newBuilder()
                .setDatabase(DATABASE)
                .setOptions(TransactionOptions.newBuilder()
                        .setReadWrite(TransactionOptions.ReadWrite.newBuilder().setRetryTransaction(retried)))
                .build();
        return Answer.<BeginTransactionResponse>of(answer -> stub.beginTransaction(request, answer))
                .thenApply(BeginTransactionResponse::getTransaction);
    }

    private CompletableFuture<Long> get(String counter, ByteString transaction) {
        BatchGetDocumentsRequest.Builder request =
                BatchGetDocumentsRequest.newBuilder().setDatabase(DATABASE).addDocuments(name(counter));
        if (!transaction.isEmpty()) {
            request.setTransaction(transaction);
        }
        return Answer.<BatchGetDocumentsResponse>allOf(answer -> stub.batchGetDocuments(request.build(), answer))
                .thenApply(FirestoreClient::count);
    }

    private static long count(List<BatchGetDocumentsResponse> answers) {
        return answers.stream()
                .filter(BatchGetDocumentsResponse::hasFound)
                .mapToLong(answer -> answer.getFound().getFieldsOrThrow(FIELD).getIntegerValue())
                .findFirst()
                .orElse(0);
    }

    private CompletableFuture<CommitResponse> commit(String counter, long count, ByteString transaction) {
        Document document = Document.newBuilder()
                .setName(name(counter))
                .putFields(FIELD, Value.newBuilder().setIntegerValue(count).build())
                .build();
        CommitRequest request = CommitRequest.newBuilder()
                .setDatabase(DATABASE)
                .setTransaction(transaction)
                .addWrites(Write.newBuilder().setUpdate(document))
                .build();
        return Answer.of(answer -> stub.commit(request, answer));
    }

    private static String name(String counter) {
        return DATABASE + "/documents/counters/" + counter;
    }
}
