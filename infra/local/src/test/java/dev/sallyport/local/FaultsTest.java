package dev.sallyport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.api.client.http.HttpResponseException;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.api.gax.rpc.AbortedException;
import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.PermissionDeniedException;
import com.google.cloud.compute.v1.HealthCheck;
import com.google.cloud.compute.v1.HealthChecksClient;
import com.google.cloud.compute.v1.HealthChecksSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.firestore.v1.BeginTransactionRequest;
import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.CommitResponse;
import com.google.firestore.v1.FirestoreGrpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code /-/faults}: what rules do to Google's own clients. */
class FaultsTest {
    private static final String PROJECT = "fault-project";
    private static final String CHECKS = "/compute/v1/projects/" + PROJECT + "/global/healthChecks";

    private static LocalCloud cloud;
    private static RestClient rest;
    private static HealthChecksClient healthChecks;
    private static TopicAdminClient topics;

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start();
        rest = new RestClient(cloud);
        healthChecks = HealthChecksClient.create(HealthChecksSettings.newBuilder()
                .setEndpoint("http://" + cloud.apiEndpoint())
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
        topics = TopicAdminClient.create(TopicAdminSettings.newBuilder()
                .setTransportChannelProvider(InstantiatingGrpcChannelProvider.newBuilder()
                        .setEndpoint(cloud.apiEndpoint())
                        .setChannelConfigurator(channel -> channel.usePlaintext())
                        .build())
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
        rest.post(CHECKS, "{\"name\": \"there\", \"type\": \"TCP\"}");
    }

    @AfterEach
    void nothingIsWrongAnyMore() {
        rest.send("DELETE", "/-/faults", "");
    }

    @AfterAll
    static void close() {
        healthChecks.close();
        topics.close();
        cloud.close();
    }

    @Test
    void googlesRestClientTriesAgainAfter503() {
        String rule = rule("{\"method\": \"healthChecks.get\", \"count\": 2, \"error\": {\"status\": 503}}");

        assertThat(healthChecks.get(PROJECT, "there").getName()).isEqualTo("there");
        assertThat(hits(rule)).isEqualTo(2);
    }

    @Test
    void googlesGrpcClientTriesAgainAfterUnavailable() {
        String rule =
                rule("{\"method\": \"Publisher.ListTopics\", \"count\": 2, \"error\": {\"code\": \"UNAVAILABLE\"}}");

        topics.listTopics("projects/" + PROJECT);

        assertThat(hits(rule)).isEqualTo(2);
    }

    @Test
    void anErrorOverRestHasGooglesBody() {
        rule("{\"service\": \"compute\", \"error\": {\"status\": 403, \"reason\": \"rateLimitExceeded\"}}");

        assertThatExceptionOfType(PermissionDeniedException.class)
                .isThrownBy(() -> healthChecks.get(PROJECT, "there"))
                .satisfies(refusal -> assertThat(((HttpResponseException) refusal.getCause()).getContent())
                        .contains("\"code\" : 403", "\"reason\" : \"rateLimitExceeded\"", "Rate Limit Exceeded"));
    }

    @Test
    void aQuotaIsOfCallsInAMinuteAndWholeAgainInTheNext() {
        String rule = rule("{\"method\": \"healthChecks.get\", \"perMinute\": 3,"
                + " \"error\": {\"status\": 403, \"reason\": \"rateLimitExceeded\"}}");
        // Three minutes, for another may begin while the calls are made.
        int refused = 0;
        for (int minute = 0; minute < 3; minute++) {
            for (int call = 0; call < 6; call++) {
                RestClient.Answer answer = rest.get(CHECKS + "/there");
                refused += answer.status() == 403 ? 1 : 0;
                if (answer.status() == 403) {
                    assertThat(answer.body().at("/error/errors/0").toString())
                            .isEqualTo("{\"message\":\"Rate Limit Exceeded\",\"domain\":\"usageLimits\","
                                    + "\"reason\":\"rateLimitExceeded\"}");
                }
            }
            cloud.clock().advance(Duration.ofMinutes(1));
        }

        assertThat(hits(rule)).isEqualTo(refused);
        assertThat(refused).isBetween(6, 9);
        assertThat(rest.get(CHECKS + "/there").status()).isEqualTo(200);
    }

    @Test
    void anErrorOverGrpcHasCodeAndMessage() {
        rule("{\"service\": \"pubsub\", \"error\": {\"code\": \"ABORTED\", \"message\": \"Somebody was quicker.\"}}");

        assertThatExceptionOfType(AbortedException.class)
                .isThrownBy(() -> topics.deleteTopic("projects/" + PROJECT + "/topics/none"))
                .withMessageContaining("Somebody was quicker.");
    }

    @Test
    void aRefusedCallHasNoEffect() {
        rule("{\"method\": \"healthChecks.insert\", \"error\": {\"status\": 500}}");

        assertThat(rest.post(CHECKS, "{\"name\": \"refused\", \"type\": \"TCP\"}")
                        .status())
                .isEqualTo(500);
        assertThat(rest.get(CHECKS + "/refused").status()).isEqualTo(404);
    }

    @Test
    void aLostAnswerOverRestIsNoAnswerButTheCallTookEffect() {
        String rule = rule("{\"method\": \"healthChecks.insert\", \"lostAnswer\": true}");

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> healthChecks
                        .insertCallable()
                        .call(com.google.cloud.compute.v1.InsertHealthCheckRequest.newBuilder()
                                .setProject(PROJECT)
                                .setHealthCheckResource(HealthCheck.newBuilder()
                                        .setName("unanswered")
                                        .setType("TCP"))
                                .build()));
        assertThat(healthChecks.get(PROJECT, "unanswered").getName()).isEqualTo("unanswered");
        assertThat(hits(rule)).isEqualTo(1);
    }

    @Test
    void aClientThatRepeatsACallAfterALostAnswerOverGrpcFindsThatItTookEffect() {
        rule("{\"method\": \"Publisher.CreateTopic\", \"count\": 1, \"lostAnswer\": true}");

        assertThatExceptionOfType(AlreadyExistsException.class)
                .isThrownBy(() -> topics.createTopic("projects/" + PROJECT + "/topics/unanswered"));
    }

    @Test
    void aSlowCallWaitsUntilItsTimeHasComeByTheCloudsClock() throws Exception {
        rule("{\"method\": \"healthChecks.get\", \"latency\": \"PT1H\"}");
        CompletableFuture<HttpResponse<Void>> answer = HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(URI.create("http://" + cloud.apiEndpoint() + CHECKS + "/there"))
                                .build(),
                        BodyHandlers.discarding());
        Awaitility.await("the call to be held")
                .atMost(Duration.ofSeconds(5))
                .until(() -> rest.get("/-/requests?limit=1")
                        .body()
                        .at("/requests/0/faults/0")
                        .isTextual());
        assertThat(answer).isNotDone();

        cloud.clock().advance(Duration.ofHours(1));

        assertThat(answer.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void aCallThatIsHeldOverGrpcHoldsUpNoOtherOfItsConnectionAndIsCarriedOutInTheEnd() throws Exception {
        rule("{\"method\": \"Firestore.Commit\", \"latency\": \"PT1H\"}");
        String database = "projects/" + PROJECT + "/databases/(default)";
        ManagedChannel channel = ManagedChannelBuilder.forTarget(cloud.apiEndpoint())
                .usePlaintext()
                .build();
        try {
            ListenableFuture<CommitResponse> held = FirestoreGrpc.newFutureStub(channel)
                    .commit(CommitRequest.newBuilder().setDatabase(database).build());
            Awaitility.await("the call to be held")
                    .until(() -> rest.get("/-/requests?limit=1&method=Firestore.Commit")
                            .body()
                            .at("/requests/0/faults/0")
                            .isTextual());

            FirestoreGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(30, TimeUnit.SECONDS)
                    .beginTransaction(BeginTransactionRequest.newBuilder()
                            .setDatabase(database)
                            .build());
            assertThat(held.isDone()).isFalse();
            cloud.clock().advance(Duration.ofHours(1));

            assertThat(held.get(30, TimeUnit.SECONDS).hasCommitTime()).isTrue();
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void callsBeforeAreSparedAndThoseAfterToo() {
        rule("{\"method\": \"healthChecks.get\", \"after\": 2, \"count\": 2, \"error\": {\"status\": 429}}");

        assertThat(statuses(6)).containsExactly(200, 200, 429, 429, 200, 200);
    }

    @Test
    void theSameSeedStrikesTheSameCalls() {
        String half =
                "{\"method\": \"healthChecks.get\", \"probability\": 0.5, \"seed\": 7, \"error\": {\"status\": 500}}";
        String rule = rule(half);
        List<Integer> first = statuses(20);
        rest.send("DELETE", "/-/faults/" + rule, "");

        rule(half);

        assertThat(statuses(20)).isEqualTo(first).contains(200, 500);
    }

    @Test
    void onlyTheResourceThatIsNamedIsStruck() {
        rest.post(CHECKS, "{\"name\": \"other-1\", \"type\": \"TCP\"}");
        rule("{\"resource\": \"projects/" + PROJECT + "/*/other-?\", \"error\": {\"status\": 500}}");
        rule("{\"resourceRegex\": \".*/thi(rd|s)\", \"error\": {\"status\": 501}}");

        assertThat(rest.get(CHECKS + "/other-1").status()).isEqualTo(500);
        assertThat(rest.get(CHECKS + "/third").status()).isEqualTo(501);
        assertThat(rest.get(CHECKS + "/there").status()).isEqualTo(200);
    }

    @Test
    void onlyTheServiceThatIsNamedIsStruck() {
        rule("{\"service\": \"pubsub\", \"error\": {\"status\": 500}}");

        assertThat(rest.get("/v1/projects/" + PROJECT + "/topics").status()).isEqualTo(500);
        assertThat(rest.get(CHECKS + "/there").status()).isEqualTo(200);
    }

    @Test
    void aRuleForEverythingSparesTheAdminPages() {
        rule("{\"error\": {\"status\": 500}}");

        assertThat(rest.get(CHECKS + "/there").status()).isEqualTo(500);
        assertThat(rest.get("/-/faults").body().at("/faults/0/hits").asInt()).isEqualTo(1);
        assertThat(rest.get("/-/ready").status()).isEqualTo(200);
    }

    @Test
    void aDeletedRuleIsOverAndCannotBeDeletedAgain() {
        String rule = rule("{\"error\": {\"status\": 500}}");

        assertThat(rest.send("DELETE", "/-/faults/" + rule, "").status()).isEqualTo(200);

        assertThat(rest.get(CHECKS + "/there").status()).isEqualTo(200);
        assertThat(rest.send("DELETE", "/-/faults/" + rule, "").status()).isEqualTo(404);
        assertThat(rest.get("/-/faults/" + rule).status()).isEqualTo(404);
    }

    @Test
    void theLogNamesTheRuleThatStruck() {
        String rule = rule("{\"method\": \"healthChecks.get\", \"error\": {\"status\": 500}}");

        rest.get(CHECKS + "/there");

        JsonNode call =
                rest.get("/-/requests?method=healthChecks.get&limit=1").body().at("/requests/0");
        assertThat(call.path("status").asInt()).isEqualTo(500);
        assertThat(call.at("/faults/0").asText()).isEqualTo(rule);
    }

    private static List<Integer> statuses(int calls) {
        return IntStream.range(0, calls)
                .mapToObj(call -> rest.get(CHECKS + "/there").status())
                .toList();
    }

    /** Makes a rule and returns its id. */
    private static String rule(String json) {
        RestClient.Answer answer = rest.post("/-/faults", json);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body().path("id").asText();
    }

    private static long hits(String rule) {
        return rest.get("/-/faults/" + rule).body().path("hits").asLong();
    }
}
