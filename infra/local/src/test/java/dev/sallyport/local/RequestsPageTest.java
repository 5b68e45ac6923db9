package dev.sallyport.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /-/requests}: who called what. */
@ExtendWith(LocalCloudExtension.class)
class RequestsPageTest {
    private final RestClient rest;
    private final LocalCloud cloud;

    RequestsPageTest(LocalCloud cloud) {
        this.cloud = cloud;
        this.rest = new RestClient(cloud);
    }

    @Test
    void aCallOverRestIsThereWithMethodResourceStatusAndTime(@FreshProject String project) {
        Instant before = cloud.clock().instant();
        rest.post("/compute/v1/projects/" + project + "/global/healthChecks", "{\"name\": \"hc\", \"type\": \"TCP\"}");

        JsonNode call = only("project=" + project);
        assertThat(call.path("protocol").asText()).isEqualTo("rest");
        assertThat(call.path("service").asText()).isEqualTo("compute");
        assertThat(call.path("method").asText()).isEqualTo("healthChecks.insert");
        assertThat(call.path("resource").asText()).isEqualTo("projects/" + project + "/global/healthChecks/hc");
        assertThat(call.path("status").asInt()).isEqualTo(200);
        assertThat(call.path("millis").asDouble()).isPositive();
        assertThat(call.path("caller").asText()).startsWith("Java-http-client");
        assertThat(Instant.parse(call.path("time").asText()))
                .isBetween(before, cloud.clock().instant());
    }

    @Test
    void aCallOverGrpcIsThereLikewise(@FreshProject String project) throws IOException {
        try (TopicAdminClient topics = topics()) {
            topics.createTopic("projects/" + project + "/topics/greetings");
        }

        JsonNode call = only("project=" + project);
        assertThat(call.path("protocol").asText()).isEqualTo("grpc");
        assertThat(call.path("service").asText()).isEqualTo("pubsub");
        assertThat(call.path("method").asText()).isEqualTo("Publisher.CreateTopic");
        assertThat(call.path("resource").asText()).isEqualTo("projects/" + project + "/topics/greetings");
        assertThat(call.path("status").asInt()).isEqualTo(200);
        assertThat(call.path("caller").asText()).contains("grpc-java");
    }

    @Test
    void aRefusalOverGrpcHasTheStatusThatRestWouldHave(@FreshProject String project) throws IOException {
        try (TopicAdminClient topics = topics()) {
            Assertions.assertThatExceptionOfType(NotFoundException.class)
                    .isThrownBy(() -> topics.getTopic("projects/" + project + "/topics/nowhere"));
        }

        assertThat(only("project=" + project).path("status").asInt()).isEqualTo(404);
    }

    @Test
    void aProjectIsFoundByItsIdThoughTheCallerNamedItsNumber(@FreshProject String project) {
        String number = cloud.projects().named(project).number();

        rest.get("/compute/v1/projects/" + number + "/global/networks/default");

        assertThat(only("project=" + project).path("method").asText()).isEqualTo("networks.get");
    }

    @Test
    void eachRequestOfABatchIsThere(@FreshProject String project) throws Exception {
        String part = "--b\r\nContent-Type: application/http\r\n\r\nGET /compute/v1/projects/" + project
                + "/global/networks/%s HTTP/1.1\r\n\r\n\r\n";
        send(HttpRequest.newBuilder(uri("/batch/compute/v1"))
                .header("Content-Type", "multipart/mixed; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofString(
                        part.formatted("default") + part.formatted("nowhere") + "--b--\r\n")));

        assertThat(calls("project=" + project))
                .extracting(call ->
                        call.path("method").asText() + " " + call.path("status").asInt())
                .containsExactly("networks.get 404", "networks.get 200");
    }

    @Test
    void aPathThatNobodyServesIsThereToo(@FreshProject String project) {
        rest.get("/v7/projects/" + project + "/elephants");

        JsonNode call = only("project=" + project);
        assertThat(call.path("resource").asText()).isEqualTo("projects/" + project + "/elephants");
        assertThat(call.path("status").asInt()).isEqualTo(404);
    }

    @Test
    void neitherBodiesNorQueriesNorCredentialsAreThere(@FreshProject String project) throws Exception {
        rest.post("/v1/projects/" + project + "/secrets?secretId=password", "{\"replication\": {\"automatic\": {}}}");
        rest.post(
                "/v1/projects/" + project + "/secrets/password:addVersion?access_token=of-alice",
                "{\"payload\": {\"data\": \"c2VjcmV0\"}}");
        rest.get("/v1/projects/" + project + "/secrets/password/versions/1:access?key=of-bob");
        send(HttpRequest.newBuilder(uri("/v7/projects/" + project + "/nowhere?key=of-carol"))
                .header("Authorization", "Bearer of-dave"));

        assertThat(calls("project=" + project)).hasSize(4);
        assertThat(rest.get("/-/requests?limit=2000").body().toString())
                .contains("SecretManagerService.AccessSecretVersion")
                .doesNotContain("c2VjcmV0", "of-alice", "of-bob", "of-carol", "of-dave");
    }

    @ParameterizedTest
    @CsvSource({
        "service=compute, networks.get firewalls.get",
        "service=pubsub, Publisher.GetTopic",
        "method=networks.*, networks.get",
        "method=*.get, networks.get firewalls.get",
        "status=404, Publisher.GetTopic firewalls.get",
        "status=4xx, Publisher.GetTopic firewalls.get",
        "status=200, networks.get",
        "limit=1, Publisher.GetTopic",
        "since=PT1H, Publisher.GetTopic networks.get firewalls.get",
        "since=2999-01-01T00:00:00Z, ''"
    })
    void filtersNarrowItDown(String filter, String methods, @FreshProject String project) {
        rest.get("/compute/v1/projects/" + project + "/global/firewalls/nowhere");
        rest.get("/compute/v1/projects/" + project + "/global/networks/default");
        rest.get("/v1/projects/" + project + "/topics/nowhere");

        assertThat(calls(filter + "&project=" + project))
                .extracting(call -> call.path("method").asText())
                .containsExactlyInAnyOrder(methods.isEmpty() ? new String[0] : methods.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "colour=red, Unknown parameter colour (expected: limit",
        "status=ok, status: ok (expected: such as 404 or 4xx)",
        "since=yesterday, since: yesterday (expected: a time",
        "limit=0, limit: 0 (expected: a number above 0)"
    })
    void aFilterThatCannotBeUnderstoodIsRefused(String filter, String message) {
        RestClient.Answer answer = rest.get("/-/requests?" + filter);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/error/message").asText()).contains(message);
    }

    @Test
    void aCallThatHasNotEndedIsShownAsRunning(@FreshProject String project) {
        String topic = "projects/" + project + "/topics/quiet";
        String subscription = "projects/" + project + "/subscriptions/quiet";
        rest.send("PUT", "/v1/" + topic, "{}");
        rest.send("PUT", "/v1/" + subscription, "{\"topic\": \"" + topic + "\"}");
        HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(uri("/v1/" + subscription + ":pull"))
                                .POST(HttpRequest.BodyPublishers.ofString("{\"maxMessages\": 1}"))
                                .build(),
                        BodyHandlers.discarding());

        Awaitility.await("the pull to wait")
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(only("method=Subscriber.Pull&project=" + project)
                                .path("running")
                                .asBoolean())
                        .isTrue());
    }

    @Test
    void aBrowserGetsATableInWhichNothingOfTheCallersIsMarkup(@FreshProject String project) throws Exception {
        send(HttpRequest.newBuilder(uri("/compute/v1/projects/" + project + "/global/networks/default"))
                .header("User-Agent", "<script>alert('x')</script>"));

        String page = send(
                HttpRequest.newBuilder(uri("/-/requests?project=" + project)).header("Accept", "text/html,*/*"));

        assertThat(page)
                .startsWith("<!doctype html>")
                .contains("<td>networks.get</td>", "&lt;script&gt;alert(&#39;x&#39;)")
                .doesNotContain("<script>");
    }

    @Test
    void thePagesOfTheCloudItselfAreNoCalls() {
        rest.get("/-/ready");

        assertThat(rest.get("/-/requests?limit=2000").body().toString()).doesNotContain("\"/-/");
    }

    private JsonNode only(String filter) {
        JsonNode calls = calls(filter);
        assertThat(calls).as(filter).hasSize(1);
        return calls.get(0);
    }

    private JsonNode calls(String filter) {
        RestClient.Answer answer = rest.get("/-/requests?" + filter);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body().path("requests");
    }

    private TopicAdminClient topics() throws IOException {
        return TopicAdminClient.create(TopicAdminSettings.newBuilder()
                .setTransportChannelProvider(InstantiatingGrpcChannelProvider.newBuilder()
                        .setEndpoint(cloud.apiEndpoint())
                        .setChannelConfigurator(channel -> channel.usePlaintext())
                        .build())
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
    }

    private URI uri(String path) {
        return URI.create("http://" + cloud.apiEndpoint() + path);
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body();
    }
}
