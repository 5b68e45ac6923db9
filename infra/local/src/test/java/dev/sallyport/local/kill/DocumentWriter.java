package dev.sallyport.local.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.FirestoreGrpc;
import com.google.firestore.v1.FirestoreGrpc.FirestoreBlockingStub;
import com.google.firestore.v1.ListDocumentsRequest;
import com.google.firestore.v1.Value;
import com.google.firestore.v1.Write;
import io.grpc.Channel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Commits one number after the other to a collection of its own. Each commit makes a document, changes another and
 * deletes a third, so that one that is half there shows.
 */
final class DocumentWriter implements Workload {
    private static final String DATABASE = "projects/lab/databases/(default)";
    private static final String ROOT = DATABASE + "/documents";
    private static final String LAST = "last";
    private static final int KEPT = 8;
    private static final int LONGEST_TEXT = 3_000;

    private final String collection;
    private long answered;

    DocumentWriter(String collection) {
        this.collection = collection;
    }

    @Override
    public void begin(Channel channel) {
        // A collection is there with its first document.
    }

    @Override
    public List<Consumer<Channel>> writers() {
        return List.of(this::commit);
    }

    private void commit(Channel channel) {
        long number = answered + 1;
        CommitRequest.Builder commit = CommitRequest.newBuilder()
                .setDatabase(DATABASE)
                .addWrites(Write.newBuilder().setUpdate(document(String.valueOf(number), number)))
                .addWrites(Write.newBuilder().setUpdate(document(LAST, number)));
        if (number > KEPT) {
            commit.addWritesBuilder().setDelete(name(String.valueOf(number - KEPT)));
        }
        stub(channel).commit(commit.build());
        answered = number;
    }

    @Override
    public long answered() {
        return answered;
    }

    /** All that was answered is there, with the commit under way at the kill or without any of it. */
    @Override
    public void check(Channel channel) {
        Map<String, Document> found = new TreeMap<>();
        stub(channel)
                .listDocuments(ListDocumentsRequest.newBuilder()
                        .setParent(ROOT)
                        .setCollectionId(collection)
                        .setPageSize(100)
                        .build())
                .getDocumentsList()
                .forEach(document -> found.put(document.getName(), withoutTimes(document)));
        long last = number(found.get(name(LAST)));
        assertThat(last)
                .as("the last commit to %s that is there; %s was answered", collection, answered)
                .isBetween(answered, answered + 1);
        assertThat(found).as("%s as of %s", collection, last).isEqualTo(expected(last));
        answered = last;
    }

    private Map<String, Document> expected(long last) {
        Map<String, Document> expected = new TreeMap<>();
        if (last > 0) {
            expected.put(name(LAST), document(LAST, last));
        }
        for (long number = Math.max(1, last - KEPT + 1); number <= last; number++) {
            expected.put(name(String.valueOf(number)), document(String.valueOf(number), number));
        }
        return expected;
    }

    /** Of many sizes, for what a kill cuts off may depend on them. */
    private Document document(String id, long number) {
        String text = "x".repeat((int) (number * 37 % LONGEST_TEXT));
        return Document.newBuilder()
                .setName(name(id))
                .putFields("n", Value.newBuilder().setIntegerValue(number).build())
                .putFields("text", Value.newBuilder().setStringValue(text).build())
                .build();
    }

    private String name(String id) {
        return ROOT + "/" + collection + "/" + id;
    }

    private static Document withoutTimes(Document document) {
        return document.toBuilder().clearCreateTime().clearUpdateTime().build();
    }

    private static long number(Document document) {
        return document == null ? 0 : document.getFieldsOrThrow("n").getIntegerValue();
    }

    private static FirestoreBlockingStub stub(Channel channel) {
        return FirestoreGrpc.newBlockingStub(channel);
    }
}
