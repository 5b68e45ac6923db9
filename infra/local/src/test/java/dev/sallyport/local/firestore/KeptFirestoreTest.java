package dev.sallyport.local.firestore;

import static dev.sallyport.local.firestore.FirestoreLab.get;
import static dev.sallyport.local.firestore.FirestoreLab.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.cloud.firestore.CollectionReference;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.ListenerRegistration;
import com.google.cloud.firestore.WriteBatch;
import com.google.firestore.v1.BeginTransactionRequest;
import com.google.firestore.v1.CommitRequest;
import com.google.protobuf.ByteString;
import dev.sallyport.local.state.RememberingJournal;
import dev.sallyport.local.state.StateRecord;
import io.grpc.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What outlives the process, and what becomes of a project whose state is replaced. */
class KeptFirestoreTest {
    private final RememberingJournal journal = new RememberingJournal();
    private LocalFirestoreServer server = new LocalFirestoreServer(List.of(), journal);
    private FirestoreLab lab = new FirestoreLab(server.hostPort());

    @AfterEach
    void close() {
        lab.close();
        server.close();
    }

    @Test
    void aDocumentIsFoundAgainWithItsTimes() {
        DocumentReference document = lab.client().document("c/d/sub/e");
        get(document.set(Map.of("n", 1)));
        get(document.update("list", List.of(1, "two", Map.of("three", 3.0))));
        DocumentSnapshot before = get(document.get());

        restart();

        DocumentSnapshot after = get(lab.client().document("c/d/sub/e").get());
        assertThat(after.getData()).isEqualTo(before.getData());
        assertThat(after.getCreateTime()).isEqualTo(before.getCreateTime());
        assertThat(after.getUpdateTime()).isEqualTo(before.getUpdateTime());
    }

    @Test
    void aDeletedDocumentStaysDeleted() {
        DocumentReference document = lab.client().document("c/d");
        get(document.set(Map.of("n", 1)));
        get(document.delete());

        restart();

        assertThat(get(lab.client().document("c/d").get()).exists()).isFalse();
        assertThat(journal.records()).isEmpty();
    }

    @Test
    void aCommitIsOneEntry() {
        int before = journal.writes().size();
        WriteBatch batch = lab.client().batch();
        batch.set(lab.client().document("c/one"), Map.of("n", 1));
        batch.set(lab.client().document("c/two"), Map.of("n", 2));

        get(batch.commit());

        assertThat(journal.writes()).hasSize(before + 1);
        assertThat(journal.writes().get(before)).hasSize(2);
    }

    @Test
    void whatCannotBeWrittenDownIsNotCommitted() {
        server.firestore().journal(changes -> {
            throw new UncheckedIOException(new IOException("disk full"));
        });
        CommitRequest.Builder commit = CommitRequest.newBuilder().setDatabase(FirestoreLab.DATABASE);
        commit.addWritesBuilder().getUpdateBuilder().setName(FirestoreLab.ROOT + "/c/d");

        assertThat(FirestoreLab.codeOf(() -> lab.stub().commit(commit.build()))).isEqualTo(Status.Code.INTERNAL);

        assertThat(get(lab.client().document("c/d").get()).exists()).isFalse();
    }

    @Test
    void aTransactionOfBeforeIsOver() {
        ByteString transaction = begin();

        restart();
        begin();

        assertThatThrownBy(() -> lab.stub()
                        .commit(CommitRequest.newBuilder()
                                .setDatabase(FirestoreLab.DATABASE)
                                .setTransaction(transaction)
                                .build()))
                .hasMessageContaining("transaction has expired");
    }

    @Test
    void aReplacedProjectIsAsItWasToItsListenersToo() {
        CollectionReference collection = lab.client().collection("c");
        get(collection.document("kept").set(Map.of("n", 1)));
        List<StateRecord> then = server.firestore().records("contract");
        get(collection.document("kept").set(Map.of("n", 2)));
        get(collection.document("since").set(Map.of("n", 3)));
        Queue<List<Object>> seen = new ConcurrentLinkedQueue<>();
        ListenerRegistration listening = collection.addSnapshotListener((snapshot, error) -> {
            if (snapshot != null) {
                seen.add(snapshot.getDocuments().stream()
                        .map(document -> document.get("n"))
                        .toList());
            }
        });
        await("the present").atMost(20, TimeUnit.SECONDS).until(() -> seen.contains(List.of(2L, 3L)));

        server.firestore().replace("contract", then);

        await("the past").atMost(20, TimeUnit.SECONDS).until(() -> seen.contains(List.of(1L)));
        listening.remove();
        assertThat(ids(collection)).containsExactly("kept");
        assertThat(journal.records()).containsExactlyInAnyOrderElementsOf(then);
    }

    @Test
    void noOtherProjectNoticesThatOneIsForgotten() {
        get(lab.client().document("c/d").set(Map.of("n", 1)));
        commit("projects/other/databases/(default)");

        server.firestore().replace("contract", List.of());

        assertThat(get(lab.client().document("c/d").get()).exists()).isFalse();
        assertThat(journal.records()).extracting(StateRecord::project).containsExactly("other");
        assertThat(server.firestore().records("other")).containsExactlyElementsOf(journal.records());
    }

    private void commit(String database) {
        CommitRequest.Builder commit = CommitRequest.newBuilder().setDatabase(database);
        commit.addWritesBuilder().getUpdateBuilder().setName(database + "/documents/c/d");
        lab.stub().commit(commit.build());
    }

    private ByteString begin() {
        return lab.stub()
                .beginTransaction(BeginTransactionRequest.newBuilder()
                        .setDatabase(FirestoreLab.DATABASE)
                        .build())
                .getTransaction();
    }

    private void restart() {
        lab.close();
        server.close();
        server = new LocalFirestoreServer(journal.records(), journal);
        lab = new FirestoreLab(server.hostPort());
    }
}
