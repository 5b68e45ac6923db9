package dev.sallyport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.local.RestClient.Answer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents that expire, and the part of the Firestore Admin API that says which. */
class TimeToLiveTest {
    private static final String DATABASE = "projects/lab/databases/(default)";
    private static final String DOCUMENTS = "/v1/" + DATABASE + "/documents/";
    private static final String GROUPS = "/v1/" + DATABASE + "/collectionGroups/";
    private static final String EXPIRES = GROUPS + "events/fields/expires";
    private static final String ENABLE = "{\"ttlConfig\": {}}";
    private static final Duration DAY = Duration.ofDays(1);

    /** Longer than an expired document may stay. */
    private static final Duration ROUND = Duration.ofMinutes(2);

    @TempDir
    private Path state;

    private LocalCloud cloud;
    private RestClient rest;

    @BeforeEach
    void start() {
        cloud = LocalCloud.builder().state(state).start();
        rest = new RestClient(cloud);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void aDocumentIsDeletedWhenItsTimeIsOverAndNotBefore() {
        enable(EXPIRES);
        put("events/soon", expiringIn(DAY));
        put("events/later", expiringIn(DAY.multipliedBy(3)));

        cloud.clock().advance(DAY.plus(ROUND));

        awaitGone("events/soon");
        assertThat(isThere("events/later")).isTrue();
        cloud.clock().advance(DAY.multipliedBy(2));
        awaitGone("events/later");
    }

    @Test
    void onlyATimestampInAFieldOfTheCollectionGroupMakesADocumentExpire() {
        enable(EXPIRES);
        put("events/text", "{\"expires\": {\"stringValue\": \"2001-01-01T00:00:00Z\"}}");
        put("events/without", "{\"text\": {\"stringValue\": \"stays\"}}");
        put("others/overdue", expiringIn(DAY.negated()));
        put("deployments/lab/events/overdue", expiringIn(DAY.negated()));
        put("deployments/lab/events/overdue/notes/below", expiringIn(DAY.negated()));

        cloud.clock().advance(ROUND);

        awaitGone("deployments/lab/events/overdue");
        assertThat(isThere("deployments/lab/events/overdue/notes/below")).isTrue();
        assertThat(isThere("events/text")).isTrue();
        assertThat(isThere("events/without")).isTrue();
        assertThat(isThere("others/overdue")).isTrue();
    }

    @Test
    void withoutThePolicyDocumentsStay() {
        enable(EXPIRES);
        enable(GROUPS + "zebras/fields/until");
        Answer disabled = rest.send("PATCH", EXPIRES + "?updateMask=ttlConfig", "{}");
        put("events/overdue", expiringIn(DAY.negated()));
        put("zebras/overdue", expiringIn(DAY.negated()).replace("expires", "until"));

        cloud.clock().advance(ROUND);

        awaitGone("zebras/overdue");
        assertThat(disabled.body().at("/metadata/ttlConfigDelta/changeType").asText())
                .isEqualTo("REMOVE");
        assertThat(isThere("events/overdue")).isTrue();
    }

    @Test
    void theOperationIsDoneAndCanBeAskedForAgain() {
        JsonNode operation = enable(EXPIRES);

        assertThat(operation.path("done").asBoolean()).isTrue();
        assertThat(operation.at("/metadata/state").asText()).isEqualTo("SUCCESSFUL");
        assertThat(operation.at("/response/ttlConfig/state").asText()).isEqualTo("ACTIVE");
        assertThat(rest.get("/v1/" + operation.path("name").asText()).body()).isEqualTo(operation);
        assertThat(rest.get("/v1/" + DATABASE + "/operations/none").status()).isEqualTo(404);
    }

    @Test
    void fieldsSayWhetherTheyAreForExpiry() {
        enable(EXPIRES);
        enable(GROUPS + "zebras/fields/until");

        assertThat(rest.get(EXPIRES.replace("(default)", "%28default%29")).body())
                .isEqualTo(field(EXPIRES));
        assertThat(rest.get(GROUPS + "events/fields/text").body().has("ttlConfig"))
                .isFalse();
        assertThat(listed("events")).containsExactly(field(EXPIRES));
        assertThat(listed("-")).hasSize(2);
        assertThat(rest.get(GROUPS + "events/fields?filter=name:x").status()).isEqualTo(400);
    }

    @Test
    void aCollectionGroupHasOneFieldForExpiry() {
        enable(EXPIRES);

        Answer second = patch(GROUPS + "events/fields/until", ENABLE);

        assertThat(second.status()).isEqualTo(400);
        assertThat(second.body().at("/error/status").asText()).isEqualTo("FAILED_PRECONDITION");
        assertThat(second.body().at("/error/message").asText()).contains("fields/expires");
        assertThat(patch(EXPIRES, ENABLE).status()).isEqualTo(200);
    }

    @Test
    void whatIsNotEmulatedSaysSo() {
        Answer indexes = rest.send("PATCH", EXPIRES + "?updateMask=indexConfig", "{\"indexConfig\": {}}");

        assertThat(indexes.status()).isEqualTo(501);
        assertThat(indexes.body().at("/error/message").asText())
                .contains("google.firestore.admin.v1.FirestoreAdmin.UpdateField");
        assertThat(patch(EXPIRES, "{\"ttl\": {}}").status()).isEqualTo(400);
        assertThat(patch(EXPIRES, "no JSON").status()).isEqualTo(400);
    }

    @Test
    void thePolicyOutlivesTheProcess() {
        JsonNode operation = enable(EXPIRES);
        put("events/overdue", expiringIn(DAY));

        close();
        start();
        cloud.clock().advance(DAY.plus(ROUND));

        awaitGone("events/overdue");
        assertThat(rest.get("/v1/" + operation.path("name").asText()).body()).isEqualTo(operation);
    }

    @Test
    void aSnapshotOfTheProjectHasThePolicyAndAResetForgetsIt() {
        enable(EXPIRES);
        put("events/overdue", expiringIn(DAY));
        String snapshot = rest.get("/-/snapshot?project=lab").body().toString();

        Everything.ok(rest.post("/-/reset?project=lab", "{}"));
        boolean remembered = rest.get(EXPIRES).body().has("ttlConfig");
        Everything.ok(rest.post("/-/restore", snapshot));
        cloud.clock().advance(DAY.plus(ROUND));

        assertThat(remembered).isFalse();
        awaitGone("events/overdue");
    }

    @Test
    void documentsExpireAlsoAfterTimeWasPutBack() {
        enable(EXPIRES);
        put("events/overdue", expiringIn(DAY));
        String snapshot = rest.get("/-/snapshot").body().toString();

        cloud.clock().advance(DAY.multipliedBy(30));
        awaitGone("events/overdue");
        Everything.ok(rest.post("/-/restore", snapshot));
        boolean restored = isThere("events/overdue");
        cloud.clock().advance(DAY.plus(ROUND));

        assertThat(restored).isTrue();
        awaitGone("events/overdue");
    }

    private JsonNode enable(String field) {
        return Everything.ok(patch(field, ENABLE)).body();
    }

    private Answer patch(String field, String json) {
        return rest.send("PATCH", field + "?updateMask=ttlConfig", json);
    }

    private Iterable<JsonNode> listed(String group) {
        return rest.get(GROUPS + group + "/fields?filter=ttlConfig:*").body().path("fields");
    }

    private JsonNode field(String path) {
        return Everything.ok(rest.get(path)).body();
    }

    private String expiringIn(Duration duration) {
        return "{\"expires\": {\"timestampValue\": \"" + cloud.clock().instant().plus(duration) + "\"}}";
    }

    private void put(String document, String fields) {
        Everything.ok(rest.send("PATCH", DOCUMENTS + document, "{\"fields\": " + fields + "}"));
    }

    private boolean isThere(String document) {
        return rest.get(DOCUMENTS + document).status() == 200;
    }

    private void awaitGone(String document) {
        await(document + " to be deleted")
                .until(() -> rest.get(DOCUMENTS + document).status() == 404);
    }
}
