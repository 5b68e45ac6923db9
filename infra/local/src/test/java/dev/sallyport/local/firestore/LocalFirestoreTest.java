package dev.sallyport.local.firestore;

import static dev.sallyport.local.firestore.FirestoreLab.DATABASE;
import static dev.sallyport.local.firestore.FirestoreLab.codeOf;
import static dev.sallyport.local.firestore.FirestoreLab.get;
import static dev.sallyport.local.firestore.FirestoreLab.name;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.core.ApiFutures;
import com.google.cloud.Timestamp;
import com.google.cloud.firestore.CollectionReference;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.TransactionOptions;
import com.google.cloud.firestore.WriteBatch;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.GetDocumentRequest;
import com.google.firestore.v1.RunQueryRequest;
import com.google.firestore.v1.Value;
import com.google.firestore.v1.Write;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the local Firestore promises beyond the contract: the cloud's clock, fairness, atomicity under load. */
class LocalFirestoreTest {
    private LocalFirestoreServer server;
    private FirestoreLab lab;

    @BeforeEach
    void start() {
        server = new LocalFirestoreServer();
        lab = new FirestoreLab(server.hostPort());
    }

    @AfterEach
    void stop() {
        lab.close();
        server.close();
    }

    @Test
    void readTimesFollowTheCloudsClockAlsoInTransactions() {
        DocumentReference document = lab.document();
        Timestamp before = readTimeInTransaction(document);

        server.clock().advance(Duration.ofHours(3));

        Timestamp after = readTimeInTransaction(document);
        assertThat(after.getSeconds() - before.getSeconds()).isBetween(3 * 3_600L, 3 * 3_600L + 60);
    }

    @Test
    void everyCommitHasALaterTimeInMicroseconds() {
        DocumentReference document = lab.document();
        List<Timestamp> times = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            times.add(get(document.set(Map.of("n", i))).getUpdateTime());
        }

        assertThat(times).doesNotHaveDuplicates().isSorted();
        assertThat(times).allMatch(time -> time.getNanos() % 1_000 == 0);
    }

    @Test
    void contendedIncrementsAddUpWithinTwentyTriesEach() throws Exception {
        DocumentReference counter = lab.document();
        get(counter.set(Map.of("n", 0)));

        Contention.inParallel(
                8,
                12,
                () -> get(lab.client()
                        .runTransaction(
                                transaction -> {
                                    long n = transaction.get(counter).get().getLong("n");
                                    transaction.update(counter, "n", n + 1);
                                    return n;
                                },
                                TransactionOptions.createReadWriteOptionsBuilder()
                                        .setNumberOfAttempts(20)
                                        .build())));

        assertThat(get(counter.get()).getLong("n")).isEqualTo(96);
    }

    @Test
    void aHundredClientsThatIncrementOneCounterFiftyTimesEachEndAtFiveThousand() throws Exception {
        DocumentReference counter = lab.document();
        get(counter.set(Map.of("n", 0)));

        Contention.inParallel(
                100,
                50,
                () -> get(lab.client()
                        .runAsyncTransaction(transaction -> ApiFutures.transform(
                                transaction.get(counter),
                                read -> transaction.update(counter, "n", read.getLong("n") + 1),
                                MoreExecutors.directExecutor()))));

        assertThat(get(counter.get()).getLong("n")).isEqualTo(5_000);
    }

    @Test
    void nobodyReadsAHalfAppliedCommit() throws Exception {
        CollectionReference collection = lab.collection();
        DocumentReference left = collection.document("left");
        DocumentReference right = collection.document("right");
        writeBoth(left, right, 0);
        ExecutorService writer = Executors.newSingleThreadExecutor();
        Future<?> writing = writer.submit(() -> {
            for (int n = 1; n <= 200; n++) {
                writeBoth(left, right, n);
            }
        });
        try {
            while (!writing.isDone()) {
                assertThat(distinctNumbers(get(lab.client().getAll(left, right))))
                        .hasSize(1);
                assertThat(distinctNumbers(List.copyOf(get(collection.get()).getDocuments())))
                        .hasSize(1);
            }
            writing.get(1, TimeUnit.SECONDS);
        } finally {
            writer.shutdownNow();
        }
    }

    @Test
    void projectsAreApart() {
        DocumentReference document = lab.document();
        get(document.set(Map.of("n", 1)));

        com.google.cloud.firestore.Firestore other = lab.newClient("other");
        try {
            assertThat(get(other.document(document.getPath()).get()).exists()).isFalse();
        } finally {
            other.shutdown();
        }
    }

    @Test
    void thePastHourCanBeRead() {
        DocumentReference document = lab.document();
        get(document.set(Map.of("n", 1)));
        Timestamp past = get(document.get()).getReadTime();
        get(document.delete());

        assertThat(readAt(document, past.toProto()).getFieldsMap()).containsKey("n");
        server.clock().advance(Duration.ofMinutes(61));
        get(document.set(Map.of("n", 2)));
        assertThat(codeOf(() -> readAt(document, past.toProto()))).isEqualTo(Status.Code.FAILED_PRECONDITION);
    }

    /** Or else hundreds of large documents that change often would fill the memory for an hour. */
    @Test
    void ofLargeDocumentsThatChangeOftenLessOfThePastIsKept() {
        DocumentReference document = lab.document();
        get(document.set(Map.of("n", 1)));
        Timestamp past = get(document.get()).getReadTime();
        String large = "x".repeat(900_000);
        for (int i = 0; i < 10; i++) {
            get(document.set(Map.of("n", i, "large", large)));
        }

        assertThat(codeOf(() -> readAt(document, past.toProto()))).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(get(document.get()).get("n")).isEqualTo(9L);
    }

    @Test
    void theFutureCannotBeRead() {
        DocumentReference document = lab.document();
        long now = server.clock().instant().getEpochSecond();
        com.google.protobuf.Timestamp later =
                com.google.protobuf.Timestamp.newBuilder().setSeconds(now + 100).build();

        assertThat(codeOf(() -> readAt(document, later))).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void aRefusedCommitChangesNothing() {
        CollectionReference collection = lab.collection();
        DocumentReference present = collection.document("present");
        Timestamp written = get(present.set(Map.of("n", 1))).getUpdateTime();
        Write change = Write.newBuilder()
                .setUpdate(Document.newBuilder().setName(name(present)))
                .build();
        Write refused = Write.newBuilder()
                .setDelete(name(collection.document("missing")))
                .setCurrentDocument(
                        com.google.firestore.v1.Precondition.newBuilder().setExists(true))
                .build();

        assertThat(codeOf(() -> lab.stub()
                        .commit(CommitRequest.newBuilder()
                                .setDatabase(DATABASE)
                                .addWrites(change)
                                .addWrites(refused)
                                .build())))
                .isEqualTo(Status.Code.NOT_FOUND);

        assertThat(get(present.get()).getUpdateTime()).isEqualTo(written);
    }

    @Test
    void aCommitOfMoreThanTenMebibytesIsRefused() {
        CollectionReference collection = lab.collection();
        Value text = Value.newBuilder().setStringValue("x".repeat(1_000_000)).build();
        CommitRequest.Builder request = CommitRequest.newBuilder().setDatabase(DATABASE);
        for (int i = 0; i < 11; i++) {
            request.addWritesBuilder()
                    .getUpdateBuilder()
                    .setName(name(collection.document("d" + i)))
                    .putFields("text", text);
        }

        assertThat(codeOf(() -> lab.stub().commit(request.build()))).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void whatIsNotEmulatedSaysSo() {
        RunQueryRequest.Builder explain = RunQueryRequest.newBuilder().setParent(FirestoreLab.ROOT);
        explain.getStructuredQueryBuilder().addFromBuilder().setCollectionId("c");
        explain.getExplainOptionsBuilder().setAnalyze(true);

        assertThat(codeOf(() -> lab.stub().runQuery(explain.build()).forEachRemaining(response -> {})))
                .isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    private Timestamp readTimeInTransaction(DocumentReference document) {
        return get(lab.client()
                        .runTransaction(transaction -> transaction.get(document).get()))
                .getReadTime();
    }

    private Document readAt(DocumentReference document, com.google.protobuf.Timestamp time) {
        return lab.stub()
                .getDocument(GetDocumentRequest.newBuilder()
                        .setName(name(document))
                        .setReadTime(time)
                        .build());
    }

    private void writeBoth(DocumentReference left, DocumentReference right, int n) {
        WriteBatch batch = lab.client().batch();
        batch.set(left, Map.of("n", n));
        batch.set(right, Map.of("n", n));
        get(batch.commit());
    }

    private static List<Long> distinctNumbers(List<DocumentSnapshot> documents) {
        return documents.stream()
                .map(document -> document.getLong("n"))
                .distinct()
                .toList();
    }
}
