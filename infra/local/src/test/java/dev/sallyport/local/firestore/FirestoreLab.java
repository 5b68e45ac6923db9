package dev.sallyport.local.firestore;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.api.core.ApiFuture;
import com.google.cloud.firestore.CollectionReference;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FirestoreOptions;
import com.google.cloud.firestore.Query;
import com.google.firestore.v1.FirestoreGrpc;
import com.google.firestore.v1.FirestoreGrpc.FirestoreBlockingStub;
import com.google.firestore.v1.FirestoreGrpc.FirestoreStub;
import com.google.firestore.v1.RunQueryRequest;
import com.google.firestore.v1.RunQueryResponse;
import com.google.firestore.v1.StructuredQuery;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Clients of one Firestore, Google's own and bare stubs; a test keeps to collections of its own. */
final class FirestoreLab implements AutoCloseable {
    static final String DATABASE = "projects/contract/databases/(default)";
    static final String ROOT = DATABASE + "/documents";

    private static final AtomicInteger COLLECTIONS = new AtomicInteger();

    private final String hostPort;
    private final com.google.cloud.firestore.Firestore client;
    private final ManagedChannel channel;

    FirestoreLab(String hostPort) {
        this.hostPort = hostPort;
        this.client = newClient("contract");
        this.channel = ManagedChannelBuilder.forTarget(hostPort).usePlaintext().build();
    }

    com.google.cloud.firestore.Firestore client() {
        return client;
    }

    com.google.cloud.firestore.Firestore newClient(String project) {
        return FirestoreOptions.newBuilder()
                .setProjectId(project)
                .setEmulatorHost(hostPort)
                .build()
                .getService();
    }

    /** A stub whose calls fail after a while, so that no test hangs. */
    FirestoreBlockingStub stub() {
        return FirestoreGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(owner()))
                .withDeadlineAfter(50, TimeUnit.SECONDS);
    }

    FirestoreStub asyncStub() {
        return FirestoreGrpc.newStub(channel).withInterceptors(MetadataUtils.newAttachHeadersInterceptor(owner()));
    }

    /** What Google's emulator asks of calls about metadata, such as the ids of collections. */
    private static Metadata owner() {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("Authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer owner");
        return headers;
    }

    /** A collection that no other test knows. */
    CollectionReference collection() {
        return client.collection("c" + COLLECTIONS.incrementAndGet());
    }

    DocumentReference document() {
        return collection().document("d");
    }

    static String name(DocumentReference reference) {
        return ROOT + "/" + reference.getPath();
    }

    static <T> T get(ApiFuture<T> future) {
        try {
            return future.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The code with which a call of a bare stub fails. */
    static Status.Code codeOf(ThrowingCallable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call)
                .getStatus()
                .getCode();
    }

    @Override
    public void close() {
        client.shutdown();
        channel.shutdownNow();
    }

    /** A collection of documents such as n7, whose field n is 7. */
    CollectionReference numbers(int... numbers) {
        CollectionReference collection = collection();
        for (int number : numbers) {
            put(collection, "n" + number, Map.of("n", number));
        }
        return collection;
    }

    static void put(CollectionReference collection, String id, Map<String, Object> fields) {
        DocumentReference document = collection.document(id);
        get(document.set(fields));
    }

    static List<String> ids(Query query) {
        return get(query.get()).getDocuments().stream()
                .map(DocumentSnapshot::getId)
                .toList();
    }

    List<RunQueryResponse> run(StructuredQuery query) {
        List<RunQueryResponse> responses = new ArrayList<>();
        stub().runQuery(RunQueryRequest.newBuilder()
                        .setParent(ROOT)
                        .setStructuredQuery(query)
                        .build())
                .forEachRemaining(responses::add);
        return responses;
    }
}
