package dev.sallyport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.pubsub.v1.PublisherGrpc;
import dev.sallyport.local.functions.FunctionSpec;
import dev.sallyport.local.functions.FunctionSpec.DeadLetter;
import dev.sallyport.local.functions.FunctionSpec.Retry;
import dev.sallyport.local.functions.FunctionSpec.Topic;
import dev.sallyport.local.functions.FunctionsFile;
import dev.sallyport.local.functions.sample.RecordingFunction;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCloudTest {
    @Test
    void closingFreesThePorts() throws IOException {
        LocalCloud cloud = LocalCloud.start();
        int apiPort = port(cloud.apiEndpoint());
        int internetPort = port(cloud.internetProxy());

        cloud.close();

        assertThatThrownBy(() -> connect(apiPort)).isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> connect(internetPort)).isInstanceOf(ConnectException.class);
        try (LocalCloud again =
                LocalCloud.builder().apiPort(apiPort).internetPort(internetPort).start()) {
            assertThat(port(again.apiEndpoint())).isEqualTo(apiPort);
            assertThat(port(again.internetProxy())).isEqualTo(internetPort);
        }
    }

    @Test
    void cloudsStandSideBySide() {
        try (LocalCloud one = LocalCloud.start();
                LocalCloud two = LocalCloud.start()) {
            new RestClient(one).send("PUT", "/v1/projects/lab-project/topics/requests", "{}");

            assertThat(new RestClient(two)
                            .get("/v1/projects/lab-project/topics/requests")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void callersInTheProcessSpeakToTheSameServices() {
        try (LocalCloud cloud = LocalCloud.start()) {
            String topic = "projects/lab-project/topics/requests";

            PublisherGrpc.newBlockingStub(cloud.channel())
                    .createTopic(com.google.pubsub.v1.Topic.newBuilder()
                            .setName(topic)
                            .build());

            assertThat(new RestClient(cloud).get("/v1/" + topic).status()).isEqualTo(200);
        }
    }

    @Test
    void aBusyApiPortIsNamedAndNothingIsLeftRunning() throws IOException {
        int internetPort = freePort();
        try (ServerSocket busy = listen()) {
            LocalCloudBuilder cloud =
                    LocalCloud.builder().apiPort(busy.getLocalPort()).internetPort(internetPort);

            assertThatThrownBy(cloud::start)
                    .isInstanceOfSatisfying(
                            PortInUseException.class,
                            failure -> assertThat(failure.port()).isEqualTo(busy.getLocalPort()))
                    .hasMessageContaining("port " + busy.getLocalPort())
                    .hasMessageContaining("the APIs")
                    .hasMessageContaining("choose another port");
            assertThatThrownBy(() -> connect(internetPort)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void aPolicyDelayIsNotNegative() {
        assertThatThrownBy(() -> LocalCloud.builder().policyDelay(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("policyDelay: PT-1S (expected: not negative)");
    }

    @Test
    void aBusyInternetPortIsNamed() throws IOException {
        try (ServerSocket busy = listen()) {
            assertThatThrownBy(() -> LocalCloud.builder()
                            .internetPort(busy.getLocalPort())
                            .start())
                    .isInstanceOf(PortInUseException.class)
                    .hasMessageContaining("port " + busy.getLocalPort())
                    .hasMessageContaining("the internet proxy");
        }
    }

    @Test
    void aMessagePublishedOverHttpStartsAFunction(@TempDir Path recordings) {
        try (LocalCloud cloud =
                LocalCloud.builder().functions(recordingFunction(recordings)).start()) {
            RestClient rest = new RestClient(cloud);
            assertThat(rest.get("/-/ready").body().path("functions").toString()).isEqualTo("[\"record\"]");

            rest.post(
                    "/v1/projects/lab-project/topics/requests:publish",
                    "{\"messages\":[{\"data\":\"aGVsbG8=\",\"attributes\":{\"from\":\"curl\"}}]}");

            await().untilAsserted(() -> assertThat(events(recordings)).hasSize(1));
        }
    }

    @Test
    void aResetLeavesFunctionsWithinReach(@TempDir Path recordings) {
        try (LocalCloud cloud =
                LocalCloud.builder().functions(recordingFunction(recordings)).start()) {
            RestClient rest = new RestClient(cloud);
            assertThat(rest.post("/-/reset", "").status()).isEqualTo(200);

            publish(rest);

            await().untilAsserted(() -> assertThat(events(recordings)).hasSize(1));
        }
    }

    @Test
    void aCloudThatGoesOnFromItsStateReachesItsFunctionsToo(@TempDir Path recordings, @TempDir Path state) {
        for (int run = 1; run <= 2; run++) {
            int expected = run;
            try (LocalCloud cloud = LocalCloud.builder()
                    .state(state)
                    .functions(recordingFunction(recordings))
                    .start()) {
                publish(new RestClient(cloud));

                await().untilAsserted(() -> assertThat(events(recordings)).hasSize(expected));
            }
        }
    }

    @Test
    void anEntryOfTheAuditLogStartsAFunctionWhateverItsProject(@TempDir Path recordings) {
        Topic onChanges = new Topic(
                "changes",
                new Retry(Duration.ofSeconds(10), Duration.ofSeconds(600)),
                new DeadLetter("dead-letters", 5),
                Optional.empty(),
                Optional.of("protoPayload.methodName=\"v1.compute.firewalls.delete\" AND operation.last=true"));
        try (LocalCloud cloud = LocalCloud.builder()
                .functions(recordingFunction(recordings, onChanges))
                .start()) {
            RestClient rest = new RestClient(cloud);
            assertThat(rest.post("/-/reset", "").status()).isEqualTo(200);

            rest.send("DELETE", "/compute/v1/projects/another-project/global/firewalls/default-allow-ssh", "");

            await().untilAsserted(() -> assertThat(events(recordings)).hasSize(1));
        }
    }

    private static void publish(RestClient rest) {
        rest.post("/v1/projects/lab-project/topics/requests:publish", "{\"messages\":[{\"data\":\"aGVsbG8=\"}]}");
    }

    private static HostedFunctions recordingFunction(Path recordings) {
        Topic onRequests = new Topic(
                "requests",
                new Retry(Duration.ofSeconds(10), Duration.ofSeconds(600)),
                new DeadLetter("dead-letters", 5));
        return recordingFunction(recordings, onRequests);
    }

    private static HostedFunctions recordingFunction(Path recordings, Topic trigger) {
        FunctionSpec record = new FunctionSpec(
                "record",
                "m",
                RecordingFunction.class.getName(),
                trigger,
                "512Mi",
                Duration.ofSeconds(60),
                4,
                List.of());
        return new HostedFunctions(
                new FunctionsFile(List.of("requests"), List.of(record)),
                module -> List.of(testClasses()),
                "lab-project",
                cloud -> Map.of("RECORD_TO", recordings.toString()));
    }

    private static List<Path> events(Path recordings) throws IOException {
        try (Stream<Path> files = Files.list(recordings)) {
            return files.filter(file -> file.toString().endsWith(".event")).toList();
        }
    }

    private static Path testClasses() {
        try {
            return Path.of(RecordingFunction.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = listen()) {
            return socket.getLocalPort();
        }
    }

    private static void connect(int port) throws IOException {
        new Socket("127.0.0.1", port).close();
    }

    private static int port(String endpoint) {
        return Integer.parseInt(endpoint.substring(endpoint.indexOf(':') + 1));
    }
}
