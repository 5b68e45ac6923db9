package dev.sallyport.local.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.GetSubscriptionRequest;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.SubscriberGrpc;
import com.google.pubsub.v1.Subscription;
import dev.sallyport.local.functions.FunctionSpec.DeadLetter;
import dev.sallyport.local.functions.FunctionSpec.Http;
import dev.sallyport.local.functions.FunctionSpec.Retry;
import dev.sallyport.local.functions.FunctionSpec.Topic;
import dev.sallyport.local.functions.FunctionSpec.Trigger;
import dev.sallyport.local.functions.sample.GateFunction;
import dev.sallyport.local.functions.sample.GateKeeperFunction;
import dev.sallyport.local.functions.sample.RecordingFunction;
import dev.sallyport.local.functions.sample.SettingsFunction;
import dev.sallyport.local.grpc.InProcess;
import dev.sallyport.local.pubsub.PubSub;
import dev.sallyport.local.time.CloudClock;
import dev.sallyport.local.usage.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionHostTest {
    private static final Trigger ON_REQUESTS = new Topic(
            "requests", new Retry(Duration.ofSeconds(10), Duration.ofSeconds(600)), new DeadLetter("dead-letters", 7));

    private final HttpClient http = HttpClient.newHttpClient();
    private final CloudClock clock = CloudClock.system();
    private final PubSub pubSub = new PubSub(clock);
    private final Usage usage = new Usage();
    private InProcess api;
    private FunctionHost host;

    @TempDir
    private Path recordings;

    @BeforeEach
    void startPubSub() throws IOException {
        api = InProcess.serving(pubSub.services());
    }

    @AfterEach
    void stop() {
        if (host != null) {
            host.close();
        }
        api.close();
        pubSub.close();
        clock.close();
    }

    @Test
    void aMessageOnItsTopicStartsAFunction() {
        start(function("record", "m", RecordingFunction.class, ON_REQUESTS));

        publish("hello");

        String event = awaitRecording();
        assertThat(event)
                .startsWith("google.cloud.pubsub.topic.v1.messagePublished\n"
                        + "//pubsub.googleapis.com/projects/lab-project/topics/requests\n{")
                .contains("\"aGVsbG8=\"");
    }

    @Test
    void aMessageThatAFunctionGaveBackComesAgainAfterTheBackoff() throws IOException {
        start(function("record", "m", RecordingFunction.class, ON_REQUESTS));
        Path fail = Files.createFile(recordings.resolve("fail"));

        publish("hello");
        await().until(() -> Files.notExists(fail));
        assertThat(recorded()).isEmpty();

        await("redelivery").untilAsserted(() -> {
            clock.advance(Duration.ofSeconds(10));
            assertThat(recorded()).hasSize(1);
        });
    }

    @Test
    void theSubscriptionIsWhatTheListSays() {
        start(function("record", "m", RecordingFunction.class, ON_REQUESTS));

        Subscription subscription = SubscriberGrpc.newBlockingStub(api.channel())
                .getSubscription(GetSubscriptionRequest.newBuilder()
                        .setSubscription("projects/lab-project/subscriptions/eventarc-us-central1-record-sub")
                        .build());

        assertThat(subscription.getAckDeadlineSeconds()).isEqualTo(30);
        assertThat(subscription.getRetryPolicy().getMinimumBackoff().getSeconds())
                .isEqualTo(10);
        assertThat(subscription.getRetryPolicy().getMaximumBackoff().getSeconds())
                .isEqualTo(600);
        assertThat(subscription.getDeadLetterPolicy().getDeadLetterTopic())
                .isEqualTo("projects/lab-project/topics/dead-letters");
        assertThat(subscription.getDeadLetterPolicy().getMaxDeliveryAttempts()).isEqualTo(7);
        assertThat(subscription.getPushConfig().getPushEndpoint())
                .isEqualTo(host.functions().get("record") + "?__GCP_CloudEventsMode=CE_PUBSUB_BINDING");
    }

    @Test
    void aRequestStartsAFunctionThatFindsItsSettings() throws Exception {
        start(function("settings", "m", SettingsFunction.class, new Http()));

        assertThat(get("settings", "?setting=GREETING")).isEqualTo("good morning");
        assertThat(get("settings", "?setting=GOOGLE_CLOUD_PROJECT")).isEqualTo("lab-project");
        assertThat(get("settings", "?setting=PUBSUB_EMULATOR_HOST")).isEqualTo("127.0.0.1:4510");
        assertThat(get("settings", "?setting=FIRESTORE_EMULATOR_HOST")).isEqualTo("127.0.0.1:4510");
    }

    @Test
    void functionsOfAModuleShareTheirStateAndThoseOfAnotherDoNot() throws Exception {
        start(
                function("one", "m", SettingsFunction.class, new Http()),
                function("two", "m", SettingsFunction.class, new Http()),
                function("apart", "other", SettingsFunction.class, new Http()));

        assertThat(List.of(get("one", ""), get("two", ""), get("apart", ""))).containsExactly("1", "2", "1");
    }

    @Test
    void aFunctionSeesTheFrameworksApiAndNothingElseOfTheHost() throws Exception {
        start(function("settings", "m", SettingsFunction.class, new Http()));
        String hostLoader = FunctionHost.class.getClassLoader().getName();

        assertThat(get("settings", "?class=com.google.cloud.functions.HttpFunction"))
                .isEqualTo("loaded by " + hostLoader);
        assertThat(get("settings", "?class=io.cloudevents.CloudEvent")).isEqualTo("loaded by " + hostLoader);
        assertThat(get("settings", "?class=" + SettingsFunction.class.getName()))
                .isEqualTo("loaded by functions:m");
        assertThat(get("settings", "?class=" + FunctionHost.class.getName())).isEqualTo("not found");
        assertThat(get("settings", "?class=com.google.cloud.functions.invoker.HttpFunctionExecutor"))
                .isEqualTo("not found");
        assertThat(get("settings", "?class=com.google.gson.Gson")).isEqualTo("not found");
    }

    @Test
    void noMoreRequestsRunAtATimeThanTheListAllows() throws Exception {
        start(
                function("gate", "m", GateFunction.class, new Http()),
                function("keeper", "m", GateKeeperFunction.class, new Http()));

        List<CompletableFuture<HttpResponse<String>>> requests = Stream.generate(() -> http.sendAsync(
                        HttpRequest.newBuilder(host.functions().get("gate")).build(), BodyHandlers.ofString()))
                .limit(5)
                .toList();
        for (int entered = 2; entered <= 5; entered++) {
            String expected = entered + " entered, most at a time 2";
            await().untilAsserted(() -> assertThat(get("keeper", "")).isEqualTo(expected));
            openGate();
        }
        openGate();

        CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new)).join();
        assertThat(requests)
                .allSatisfy(request -> assertThat(request.join().statusCode()).isEqualTo(200));
    }

    @Test
    void aClassThatIsNotThereIsNamedAndNothingIsLeftRunning() {
        FunctionSpec absent = new FunctionSpec(
                "absent", "m", "org.example.Absent", new Http(), "512Mi", Duration.ofSeconds(30), 2, List.of());

        assertThatThrownBy(() -> start(function("settings", "m", SettingsFunction.class, new Http()), absent))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("function absent: module m has no class org.example.Absent");
        assertThat(host.functions()).isEmpty();
    }

    @Test
    void aClassThatIsNoFunctionIsNamed() {
        assertThatThrownBy(() -> start(function("odd", "m", FunctionHostTest.class, new Http())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("function odd: " + FunctionHostTest.class.getName() + " cannot be made");
    }

    @Test
    void aScheduleStartsAFunctionWhenItsTimeHasCome() {
        Topic hourly = new Topic(
                "hourly",
                new Retry(Duration.ofSeconds(10), Duration.ofSeconds(600)),
                new DeadLetter("dead-letters", 7),
                CronSchedule.parse("0 * * * *"));
        start(function("record", "m", RecordingFunction.class, hourly));

        clock.advance(Duration.ofHours(1));

        assertThat(awaitRecording()).contains("e30=");
    }

    @Test
    void aScheduleThatIsDueAgainStartsItsFunctionAgain() {
        Topic daily = new Topic(
                "daily",
                new Retry(Duration.ofSeconds(10), Duration.ofSeconds(600)),
                new DeadLetter("dead-letters", 7),
                CronSchedule.parse("0 3 * * *"));
        start(function("record", "m", RecordingFunction.class, daily));

        clock.advance(Duration.ofDays(1));
        awaitRecording();
        clock.advance(Duration.ofDays(1));

        await().untilAsserted(() -> assertThat(recorded()).hasSize(2));
    }

    private void start(FunctionSpec... functions) {
        FunctionsFile file = new FunctionsFile(List.of("requests", "dead-letters"), List.of(functions));
        Map<String, String> environment = Map.of("RECORD_TO", recordings.toString(), "GREETING", "good morning");
        host = new FunctionHost(
                clock, usage, file, module -> List.of(testClasses()), environment, "lab-project", "us-central1");
        host.start(api.channel(), "127.0.0.1:4510");
    }

    private static FunctionSpec function(String name, String module, Class<?> entryPoint, Trigger trigger) {
        return new FunctionSpec(
                name, module, entryPoint.getName(), trigger, "512Mi", Duration.ofSeconds(30), 2, List.of());
    }

    private void publish(String text) {
        PubsubMessage message = PubsubMessage.newBuilder()
                .setData(ByteString.copyFromUtf8(text))
                .build();
        PublisherGrpc.newBlockingStub(api.channel())
                .publish(PublishRequest.newBuilder()
                        .setTopic("projects/lab-project/topics/requests")
                        .addMessages(message)
                        .build());
    }

    private String awaitRecording() {
        await().untilAsserted(() -> assertThat(recorded()).hasSize(1));
        return recorded().get(0);
    }

    private List<String> recorded() {
        try (Stream<Path> files = Files.list(recordings)) {
            return files.filter(file -> file.toString().endsWith(".event"))
                    .map(FunctionHostTest::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String get(String function, String query) throws IOException, InterruptedException {
        URI uri = URI.create(host.functions().get(function) + query);
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    private void openGate() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(host.functions().get("keeper"))
                .POST(BodyPublishers.noBody())
                .build();
        http.send(request, BodyHandlers.ofString());
    }

    private static Path testClasses() {
        try {
            return Path.of(FunctionHostTest.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
