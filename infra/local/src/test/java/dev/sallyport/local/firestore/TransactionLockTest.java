package dev.sallyport.local.firestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.firestore.v1.Document;
import com.google.firestore.v1.TransactionOptions;
import com.google.firestore.v1.Value;
import com.google.firestore.v1.Write;
import com.google.protobuf.ByteString;
import dev.sallyport.local.state.StateRecord;
import dev.sallyport.local.time.CloudClock;
import io.grpc.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits, who wins and who loses when transactions meet; with the clock in hand. */
class TransactionLockTest {
    private static final DatabaseName NAME = new DatabaseName("p", "(default)");
    private static final DocumentName A = DocumentName.root(NAME).child("c", "a");
    private static final DocumentName B = DocumentName.root(NAME).child("c", "b");

    private final CloudClock clock = CloudClock.system();
    private final Database database = new Databases(clock, ConcurrencyMode.PESSIMISTIC).get(NAME);

    @AfterEach
    void closeClock() {
        clock.close();
    }

    @Test
    void theOlderOfTwoReadersCommitsAtOnceAndTheYoungerIsAborted() {
        ByteString older = beginAndRead(A);
        ByteString younger = beginAndRead(A);

        commit(older, A, 1);

        assertAborted(() -> commit(younger, A, 2));
        assertThat(stored(A)).isEqualTo(1);
    }

    @Test
    void aYoungerWriterWaitsForAnOlderReaderAndThenCommits() {
        ByteString older = beginAndRead(A);
        ByteString younger = begin();

        CompletableFuture<Instant> waiting = commitAside(younger, A, 2);
        awaitWaiting(waiting);
        database.rollBack(older);

        assertThat(waiting.join()).isNotNull();
        assertThat(stored(A)).isEqualTo(2);
    }

    @Test
    void aWriteOutsideTransactionsWaitsForTheReaderAndComesAfterIt() {
        ByteString reader = beginAndRead(A);

        CompletableFuture<Instant> blind = CompletableFuture.supplyAsync(() -> commitAlone(A, 7));
        awaitWaiting(blind);
        Instant readersCommit = commit(reader, A, 1);

        assertThat(blind.join()).isAfter(readersCommit);
        assertThat(stored(A)).isEqualTo(7);
    }

    @Test
    void transactionsThatWantEachOthersDocumentsDoNotWaitForEver() {
        ByteString older = beginAndRead(A);
        ByteString younger = beginAndRead(B);

        CompletableFuture<Instant> youngerCommit = commitAside(younger, A, 2);
        awaitWaiting(youngerCommit);
        commit(older, B, 1);

        assertAborted(youngerCommit::join);
        assertThat(stored(B)).isEqualTo(1);
    }

    @Test
    void aTransactionBegunAgainIsAsOldAsItsFirstTry() {
        ByteString first = beginAndRead(A);
        ByteString rival = beginAndRead(A);
        database.rollBack(first);
        ByteString again = database.begin(TransactionOptions.newBuilder()
                .setReadWrite(TransactionOptions.ReadWrite.newBuilder().setRetryTransaction(first))
                .build());
        read(again, A);

        commit(again, A, 1);

        assertAborted(() -> commit(rival, A, 2));
    }

    @Test
    void aWaitForALockIsBounded() {
        beginAndRead(A);

        CompletableFuture<Instant> blind = CompletableFuture.supplyAsync(() -> commitAlone(A, 7));
        awaitWaiting(blind);
        clock.advance(Duration.ofSeconds(21));

        assertAborted(blind::join);
    }

    @Test
    void aDocumentThatATransactionMissedIsLockedToo() {
        ByteString reader = beginAndRead(A);

        CompletableFuture<Instant> creation = CompletableFuture.supplyAsync(() -> commitAlone(A, 7));
        awaitWaiting(creation);

        commit(reader, B, 1);
        assertThat(creation.join()).isNotNull();
    }

    @Test
    void anIdleTransactionExpiresAndLetsGoOfItsLocks() {
        ByteString idle = beginAndRead(A);
        clock.advance(Duration.ofSeconds(61));

        commitAlone(A, 7);

        assertThatThrownBy(() -> commit(idle, A, 1)).hasMessageContaining("transaction has expired");
        assertThat(stored(A)).isEqualTo(7);
    }

    @Test
    void anIdleTransactionExpiresAfterTheClockWasPutBackAsWell() {
        clock.advance(Duration.ofHours(5));
        commitAlone(A, 1);
        clock.keeper().replace(StateRecord.CLOUD, List.of());
        ByteString idle = beginAndRead(A);
        clock.advance(Duration.ofSeconds(61));

        commitAlone(A, 7);

        assertThatThrownBy(() -> commit(idle, A, 1)).hasMessageContaining("transaction has expired");
    }

    @Test
    void aDatabaseThatIsReplacedAfterTheClockWasPutBackFollowsTheClock() {
        clock.advance(Duration.ofHours(5));
        commitAlone(A, 1);
        clock.keeper().replace(StateRecord.CLOUD, List.of());

        database.held(() -> {
            database.replace(List.of());
            return database;
        });

        assertThat(commitAlone(A, 7)).isBefore(clock.instant().plusSeconds(60));
        assertThat(stored(A)).isEqualTo(7);
    }

    @Test
    void aTransactionExpiresAfter270SecondsHoweverBusyItIs() {
        ByteString busy = begin();
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofSeconds(50));
            read(busy, A);
        }
        clock.advance(Duration.ofSeconds(21));

        assertThatThrownBy(() -> read(busy, A)).hasMessageContaining("transaction has expired");
    }

    @Test
    void aLosingTransactionCannotReadOn() {
        ByteString older = beginAndRead(A);
        ByteString younger = beginAndRead(A);
        commit(older, A, 1);

        assertAborted(() -> read(younger, B));
    }

    @Test
    void theReadersOfAContendedDocumentGetItOneAtATime() {
        contend(A);
        ByteString first = beginAndRead(A);

        CompletableFuture<Void> second = readAside(begin(), A);
        awaitWaiting(second);
        commit(first, A, 2);

        assertThat(second).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void aReaderThatHasWaitedTwoSecondsForItsTurnSharesTheDocumentAndLosesLikeAnySharer() {
        contend(A);
        ByteString first = beginAndRead(A);
        ByteString impatient = begin();

        CompletableFuture<Void> second = readAside(impatient, A);
        awaitWaiting(second);
        clock.advance(Duration.ofSeconds(3));

        assertThat(second).succeedsWithin(Duration.ofSeconds(10));
        commit(first, A, 2);
        assertAborted(() -> commit(impatient, A, 3));
    }

    @Test
    void aReaderWaitsLongerThanTwoSecondsForItsTurnWhileOthersTakeTheirs() {
        contend(A);
        ByteString first = beginAndRead(A);
        ByteString second = begin();
        ByteString third = begin();
        CompletableFuture<Void> secondRead = readAside(second, A);
        awaitWaiting(secondRead);
        CompletableFuture<Void> thirdRead = readAside(third, A);
        await().until(() -> database.waiting() == 2);

        clock.advance(Duration.ofMillis(1500));
        commit(first, A, 1);
        secondRead.join();
        clock.advance(Duration.ofMillis(1500));
        awaitWaiting(thirdRead);
        commit(second, A, 2);
        thirdRead.join();
        commit(third, A, 3);

        assertThat(stored(A)).isEqualTo(3);
    }

    @Test
    void aCallWithoutPatienceIsGivenUpInsteadOfWaitingAndCanBeMadeAgain() {
        contend(A);
        ByteString older = beginAndRead(A);
        ByteString younger = begin();

        assertThatThrownBy(() -> database.read(
                        new Consistency.InTransaction(younger), List.of(A), Patience.NONE, reading -> reading.get(A)))
                .isInstanceOf(Patience.WouldWait.class);
        assertThatThrownBy(() -> database.commit(write(A, 2), Optional.of(younger), Patience.NONE))
                .isInstanceOf(Patience.WouldWait.class);
        commit(older, A, 1);
        read(younger, A);
        database.commit(write(A, 3), Optional.of(younger), Patience.NONE);

        assertThat(stored(A)).isEqualTo(3);
    }

    @Test
    void withoutReadLocksTheFirstToCommitWins() {
        Database optimistic = new Databases(clock, ConcurrencyMode.OPTIMISTIC).get(NAME);
        ByteString older = optimistic.begin(TransactionOptions.getDefaultInstance());
        ByteString younger = optimistic.begin(TransactionOptions.getDefaultInstance());
        List.of(older, younger)
                .forEach(id -> optimistic.read(new Consistency.InTransaction(id), List.of(A), r -> r.get(A)));

        optimistic.commit(write(A, 2), Optional.of(younger));

        assertAborted(() -> optimistic.commit(write(A, 1), Optional.of(older)));
    }

    private ByteString begin() {
        return database.begin(TransactionOptions.getDefaultInstance());
    }

    private ByteString beginAndRead(DocumentName name) {
        ByteString transaction = begin();
        read(transaction, name);
        return transaction;
    }

    private void read(ByteString transaction, DocumentName name) {
        database.read(new Consistency.InTransaction(transaction), List.of(name), reading -> reading.get(name));
    }

    private Instant commit(ByteString transaction, DocumentName name, long n) {
        return database.commit(write(name, n), Optional.of(transaction)).time();
    }

    private Instant commitAlone(DocumentName name, long n) {
        return database.commit(write(name, n)).time();
    }

    private CompletableFuture<Instant> commitAside(ByteString transaction, DocumentName name, long n) {
        return CompletableFuture.supplyAsync(() -> commit(transaction, name, n));
    }

    private CompletableFuture<Void> readAside(ByteString transaction, DocumentName name) {
        return CompletableFuture.runAsync(() -> read(transaction, name));
    }

    /** Two meet over the document, and one loses. */
    private void contend(DocumentName name) {
        ByteString older = beginAndRead(name);
        ByteString younger = beginAndRead(name);
        commit(older, name, 1);
        database.rollBack(younger);
    }

    private void awaitWaiting(CompletableFuture<?> call) {
        await("the call to wait for a lock").until(() -> call.isDone() || database.waiting() == 1);
        assertThat(call).isNotDone();
    }

    private long stored(DocumentName name) {
        return database.read(new Consistency.Strong(), reading -> reading.get(name))
                .orElseThrow()
                .fields()
                .get("n")
                .getIntegerValue();
    }

    private static PendingCommit write(DocumentName name, long n) {
        Document document = Document.newBuilder()
                .setName(name.toString())
                .putFields("n", Value.newBuilder().setIntegerValue(n).build())
                .build();
        return PendingCommit.of(List.of(Write.newBuilder().setUpdate(document).build()), NAME);
    }

    private static void assertAborted(ThrowingCallable call) {
        assertThatThrownBy(call).satisfies(thrown -> {
            Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
            assertThat(((FirestoreException) cause).status().getCode()).isEqualTo(Status.Code.ABORTED);
        });
    }
}
