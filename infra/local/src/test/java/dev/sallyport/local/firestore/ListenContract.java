package dev.sallyport.local.firestore;

import static dev.sallyport.local.firestore.FirestoreLab.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.firestore.CollectionReference;
import com.google.cloud.firestore.DocumentChange;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.ListenerRegistration;
import com.google.cloud.firestore.Query;
import com.google.cloud.firestore.QuerySnapshot;
import com.google.cloud.firestore.WriteBatch;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What listeners hear. */
interface ListenContract {
    FirestoreLab lab();

    @Test
    default void aDocumentsListenerHearsOfCreationChangeAndDeletion() throws Exception {
        DocumentReference document = lab().document();
        BlockingQueue<DocumentSnapshot> heard = new LinkedBlockingQueue<>();
        ListenerRegistration listening = document.addSnapshotListener((snapshot, error) -> heard.add(snapshot));

        assertThat(next(heard).exists()).isFalse();
        get(document.set(Map.of("n", 1)));
        assertThat(next(heard).getLong("n")).isEqualTo(1);
        get(document.set(Map.of("n", 2)));
        assertThat(next(heard).getLong("n")).isEqualTo(2);
        get(document.delete());
        assertThat(next(heard).exists()).isFalse();

        listening.remove();
    }

    @Test
    default void aQuerysListenerHearsWhatComesAndGoes() throws Exception {
        CollectionReference collection = lab().collection();
        get(collection.document("a").set(Map.of("n", 1)));
        BlockingQueue<QuerySnapshot> heard = new LinkedBlockingQueue<>();
        Query query = collection.whereGreaterThan("n", 0).orderBy("n");
        ListenerRegistration listening = query.addSnapshotListener((snapshot, error) -> heard.add(snapshot));

        assertThat(changes(next(heard))).containsExactly("ADDED a");
        get(collection.document("b").set(Map.of("n", 5)));
        assertThat(changes(next(heard))).containsExactly("ADDED b");
        get(collection.document("b").update("n", 6));
        assertThat(changes(next(heard))).containsExactly("MODIFIED b");
        get(collection.document("a").update("n", -1));
        assertThat(changes(next(heard))).containsExactly("REMOVED a");
        get(collection.document("b").delete());
        assertThat(changes(next(heard))).containsExactly("REMOVED b");

        listening.remove();
    }

    @Test
    default void aListenerWithALimitHearsWhoMovesUp() throws Exception {
        CollectionReference collection = lab().collection();
        for (int n = 1; n <= 3; n++) {
            get(collection.document("d" + n).set(Map.of("n", n)));
        }
        BlockingQueue<QuerySnapshot> heard = new LinkedBlockingQueue<>();
        ListenerRegistration listening =
                collection.orderBy("n").limit(2).addSnapshotListener((snapshot, error) -> heard.add(snapshot));

        assertThat(changes(next(heard))).containsExactly("ADDED d1", "ADDED d2");
        get(collection.document("d1").delete());
        assertThat(changes(next(heard))).containsExactly("REMOVED d1", "ADDED d3");

        listening.remove();
    }

    @Test
    default void aBatchIsHeardOfAtOnce() throws Exception {
        CollectionReference collection = lab().collection();
        BlockingQueue<QuerySnapshot> heard = new LinkedBlockingQueue<>();
        ListenerRegistration listening = collection.addSnapshotListener((snapshot, error) -> heard.add(snapshot));
        assertThat(next(heard).isEmpty()).isTrue();

        WriteBatch batch = lab().client().batch();
        for (int n = 0; n < 20; n++) {
            batch.set(collection.document("d" + n), Map.of("n", n));
        }
        get(batch.commit());

        assertThat(next(heard).size()).isEqualTo(20);
        listening.remove();
    }

    private static List<String> changes(QuerySnapshot snapshot) {
        return snapshot.getDocumentChanges().stream()
                .map(ListenContract::describe)
                .toList();
    }

    private static String describe(DocumentChange change) {
        return change.getType() + " " + change.getDocument().getId();
    }

    private static <T> T next(BlockingQueue<T> heard) throws InterruptedException {
        T snapshot = heard.poll(20, TimeUnit.SECONDS);
        assertThat(snapshot).as("a snapshot within 20 s").isNotNull();
        return snapshot;
    }
}
