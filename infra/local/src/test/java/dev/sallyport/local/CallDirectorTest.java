package dev.sallyport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.Topic;
import dev.sallyport.local.admin.CallDirector;
import dev.sallyport.local.admin.CallFate;
import dev.sallyport.local.admin.DirectedCall;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of calls is somebody's to decide. */
class CallDirectorTest {
    private static final CallFate PASS = new CallFate.Pass();
    private static final CallFate REFUSE =
            new CallFate.Refuse(503, "backendError", Code.UNAVAILABLE, "Refused for a test.");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Director director = new Director();
    private LocalCloud cloud;
    private String door;

    /** Decides as it is told about calls that come by a door; others pass. */
    private static final class Director implements CallDirector {
        private final List<String> ended = new CopyOnWriteArrayList<>();
        private volatile int port;
        private volatile CompletableFuture<CallFate> fate = CompletableFuture.completedFuture(PASS);

        @Override
        public CompletionStage<CallFate> understood(DirectedCall call) {
            return call.port() == port ? fate : CompletableFuture.completedFuture(PASS);
        }

        @Override
        public void ended(DirectedCall call, int httpStatus) {
            if (call.port() == port) {
                ended.add(call.name() + " " + httpStatus);
            }
        }
    }

    @BeforeEach
    void start() {
        cloud = LocalCloud.builder().director(director).doors(1).start();
        door = cloud.doors().get(0);
        director.port = Integer.parseInt(door.substring(door.indexOf(':') + 1));
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void aCallThatIsRefusedHasNoEffect() throws Exception {
        director.fate = CompletableFuture.completedFuture(REFUSE);

        assertThat(insert(door).statusCode()).isEqualTo(503);
        assertThat(isThere()).isFalse();
        assertThat(director.ended).containsExactly("compute.globalAddresses.insert 503");
    }

    @Test
    void aCallWhoseAnswerIsLostHasTakenEffect() throws Exception {
        director.fate = CompletableFuture.completedFuture(new CallFate.LoseAnswer());

        assertThatThrownBy(() -> insert(door)).isInstanceOf(IOException.class);

        assertThat(isThere()).isTrue();
        assertThat(director.ended).contains("compute.globalAddresses.insert 200");
    }

    @Test
    void aCallWaitsUntilItIsDecided() throws Exception {
        director.fate = new CompletableFuture<>();
        CompletableFuture<HttpResponse<String>> waiting = http.sendAsync(request(door), BodyHandlers.ofString());
        assertThat(isThere()).isFalse();

        director.fate.complete(PASS);

        assertThat(waiting.get().statusCode()).isEqualTo(200);
        assertThat(isThere()).isTrue();
    }

    @Test
    void callsByGrpcAreDecidedTheSameWay() {
        director.fate = new CompletableFuture<>();
        ManagedChannel channel =
                ManagedChannelBuilder.forTarget(door).usePlaintext().build();
        var waiting = PublisherGrpc.newFutureStub(channel)
                .createTopic(Topic.newBuilder().setName("projects/p/topics/t").build());

        director.fate.complete(REFUSE);

        assertThatThrownBy(waiting::get)
                .hasCauseInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("Refused for a test.");
        channel.shutdownNow();
    }

    @Test
    void callsOfOthersPass() throws Exception {
        director.fate = CompletableFuture.completedFuture(REFUSE);

        assertThat(insert(cloud.apiEndpoint()).statusCode()).isEqualTo(200);
    }

    private boolean isThere() throws Exception {
        URI address =
                URI.create("http://" + cloud.apiEndpoint() + "/compute/v1/projects/p/global/addresses/one-of-mine");
        return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                        .statusCode()
                == 200;
    }

    private HttpResponse<String> insert(String endpoint) throws Exception {
        return http.send(request(endpoint), BodyHandlers.ofString());
    }

    private static HttpRequest request(String endpoint) {
        return HttpRequest.newBuilder(URI.create("http://" + endpoint + "/compute/v1/projects/p/global/addresses"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\": \"one-of-mine\"}"))
                .build();
    }
}
