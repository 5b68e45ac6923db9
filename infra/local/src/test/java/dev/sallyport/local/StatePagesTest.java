package dev.sallyport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.local.RestClient.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code /-/snapshot}, {@code /-/restore} and {@code /-/reset} do to everything there is in two projects. */
class StatePagesTest {
    private final LocalCloud cloud = LocalCloud.start();
    private final RestClient rest = new RestClient(cloud);

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void whatWasSavedIsRestored() {
        Everything.fill(cloud, "lab");
        JsonNode before = Everything.seen(cloud, "lab");
        String snapshot = snapshot("/-/snapshot");
        assertThat(rest.post("/-/reset", "").status()).isEqualTo(200);
        assertThat(rest.get("/v1/projects/lab/subscriptions/worker").status()).isEqualTo(404);

        Answer restored = rest.post("/-/restore", snapshot);

        assertThat(restored.status()).as(restored.toString()).isEqualTo(200);
        assertThat(restored.body().at("/restored/pubsub").asInt()).isPositive();
        assertThat(Everything.seen(cloud, "lab")).isEqualTo(before);
    }

    @Test
    void aProjectIsRestoredAloneAndTheOtherGoesOn() {
        Everything.fill(cloud, "lab");
        Everything.fill(cloud, "other");
        JsonNode lab = Everything.seen(cloud, "lab");
        String snapshot = snapshot("/-/snapshot?project=lab");
        rest.post("/-/reset?project=lab", "");
        Everything.insert(rest, "other", "global/healthChecks", "{\"name\":\"later\",\"type\":\"HTTP\"}");
        JsonNode other = Everything.seen(cloud, "other");

        assertThat(rest.post("/-/restore", snapshot).status()).isEqualTo(200);

        assertThat(Everything.seen(cloud, "lab")).isEqualTo(lab);
        assertThat(Everything.seen(cloud, "other")).isEqualTo(other);
    }

    @Test
    void aProjectIsTakenOutOfASnapshotOfEverything() {
        Everything.fill(cloud, "lab");
        Everything.fill(cloud, "other");
        JsonNode lab = Everything.seen(cloud, "lab");
        String snapshot = snapshot("/-/snapshot");
        rest.post("/-/reset", "");

        assertThat(rest.post("/-/restore?project=lab", snapshot).status()).isEqualTo(200);

        assertThat(Everything.seen(cloud, "lab")).isEqualTo(lab);
        assertThat(rest.get("/v1/projects/other/subscriptions/worker").status()).isEqualTo(404);
    }

    @Test
    void aResetProjectIsAsNewWhenItIsNamedAgain() {
        Everything.fill(cloud, "lab");
        assertThat(rest.post("/-/reset?project=lab", "").body().path("reset").asText())
                .isEqualTo("lab");

        assertThat(rest.get("/compute/v1/projects/lab/global/firewalls").body().path("items"))
                .hasSize(4);
        assertThat(rest.get("/compute/v1/projects/lab/zones/us-central1-a/instances")
                        .body()
                        .has("items"))
                .isFalse();
        assertThat(rest.get("/v1/projects/lab/secrets").body().path("secrets")).isEmpty();
        Everything.fill(cloud, "lab");
    }

    @Test
    void aResetOfEverythingTakesTimeBackToo() {
        cloud.clock().advance(Duration.ofDays(30));

        rest.post("/-/reset", "");

        assertThat(cloud.clock().instant()).isBefore(Instant.now().plus(Duration.ofHours(1)));
    }

    @Test
    void aWaitingPullOfAnotherProjectGoesOn() throws Exception {
        Everything.fill(cloud, "lab");
        rest.send("PUT", "/v1/projects/other/topics/requests", "{}");
        rest.send("PUT", "/v1/projects/other/subscriptions/worker", "{\"topic\":\"projects/other/topics/requests\"}");
        CompletableFuture<Answer> pulling = CompletableFuture.supplyAsync(
                () -> new RestClient(cloud).post(Everything.PULL.formatted("other"), "{\"maxMessages\":1}"));

        String snapshot = snapshot("/-/snapshot?project=lab");
        rest.post("/-/reset?project=lab", "");
        rest.post("/-/restore", snapshot);
        assertThat(pulling).isNotDone();
        rest.post("/v1/projects/other/topics/requests:publish", "{\"messages\":[{\"data\":\"b25l\"}]}");

        await().until(pulling::isDone);
        assertThat(pulling.get().body().at("/receivedMessages/0/message/data").asText())
                .isEqualTo("b25l");
    }

    @Test
    void secretsAreSealedInASnapshot() {
        Everything.fill(cloud, "lab");

        String snapshot = snapshot("/-/snapshot");

        String payload = Base64.getEncoder().encodeToString(Everything.SECRET.getBytes(StandardCharsets.UTF_8));
        JsonNode records = rest.get("/-/snapshot").body().path("records");
        assertThat(snapshot).doesNotContain(Everything.SECRET).doesNotContain(payload);
        assertThat(records).anySatisfy(record -> {
            assertThat(record.path("service").asText()).isEqualTo("secrets");
            assertThat(record.has("sealed")).isTrue();
        });
        assertThat(records)
                .filteredOn(record -> record.has("value"))
                .noneSatisfy(record -> assertThat(new String(
                                Base64.getDecoder().decode(record.path("value").asText()), StandardCharsets.ISO_8859_1))
                        .contains(Everything.SECRET));
    }

    @Test
    void aSnapshotSealedWithAnotherKeyIsRefusedAndNothingChanges() {
        Everything.fill(cloud, "lab");
        JsonNode before = Everything.seen(cloud, "lab");
        String foreign;
        try (LocalCloud another = LocalCloud.start()) {
            Everything.fill(another, "lab");
            foreign = new RestClient(another).get("/-/snapshot").body().toString();
        }

        Answer refused = rest.post("/-/restore", foreign);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/error/message").asText())
                .contains("its secrets are sealed with the key")
                .contains("Restore it where it was taken");
        assertThat(Everything.seen(cloud, "lab")).isEqualTo(before);
    }

    @Test
    void aSnapshotWithoutSecretsIsRestoredAnywhere() {
        String snapshot;
        try (LocalCloud another = LocalCloud.start()) {
            new RestClient(another).send("PUT", "/v1/projects/lab/topics/requests", "{}");
            snapshot = new RestClient(another).get("/-/snapshot").body().toString();
        }

        assertThat(rest.post("/-/restore", snapshot).status()).isEqualTo(200);
        assertThat(rest.get("/v1/projects/lab/topics/requests").status()).isEqualTo(200);
    }

    @Test
    void aSnapshotOfAnotherVersionIsRefused() {
        ObjectNode snapshot = (ObjectNode) rest.get("/-/snapshot").body();
        snapshot.put("version", 2);

        assertRefused(rest.post("/-/restore", snapshot.toString()), "version: 2 (expected: 1)");
    }

    @Test
    void anAlteredSnapshotIsRefused() {
        rest.send("PUT", "/v1/projects/lab/topics/requests", "{}");
        ObjectNode snapshot = (ObjectNode) rest.get("/-/snapshot").body();
        ((ArrayNode) snapshot.path("records")).remove(0);

        assertRefused(rest.post("/-/restore", snapshot.toString()), "digest: does not match");
    }

    @Test
    void whatIsNoSnapshotIsRefused() {
        assertRefused(rest.post("/-/restore", "{\"format\":"), "not JSON: line 1, column");
        assertRefused(rest.post("/-/restore", "{}"), "format: '' (expected: local-cloud-snapshot)");
    }

    @Test
    void aMisspeltParameterResetsNothing() {
        rest.send("PUT", "/v1/projects/lab/topics/requests", "{}");

        assertRefused(rest.post("/-/reset?projekt=other", ""), "unknown parameter: projekt (expected: project)");
        assertRefused(rest.post("/-/reset?project=", ""), "project: is empty");
        assertThat(rest.get("/v1/projects/lab/topics/requests").status()).isEqualTo(200);
    }

    @Test
    void aSnapshotOfAProjectNobodyNamedIsRefused() {
        rest.send("PUT", "/v1/projects/lab/topics/requests", "{}");

        assertRefused(rest.get("/-/snapshot?project=lap"), "nothing of 'lap' (expected one of: ");
    }

    @Test
    void aGetResetsNothing() {
        assertThat(rest.get("/-/reset").status()).isEqualTo(405);
    }

    private String snapshot(String path) {
        Answer answer = rest.get(path);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.body().toString();
    }

    private static void assertRefused(Answer answer, String because) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/error/message").asText()).contains(because);
    }
}
