package dev.sallyport.local.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.compute.v1.Address;
import com.google.cloud.compute.v1.GlobalAddressesClient;
import com.google.cloud.compute.v1.GlobalAddressesSettings;
import com.google.cloud.compute.v1.InsertGlobalAddressRequest;
import com.google.cloud.compute.v1.NetworksClient;
import com.google.cloud.compute.v1.NetworksSettings;
import com.google.cloud.compute.v1.Operation;
import dev.sallyport.local.compute.ComputeFixture.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationsTest {
    private static final Set<String> SLOW = Set.of("firewalls", "healthChecks");
    private static final String RULE = "{'name': 'f', 'allowed': [{'IPProtocol': 'tcp', 'ports': ['80']}]}";

    private final ComputeFixture cloud = new ComputeFixture(
            (collection, method) -> SLOW.contains(collection) ? Duration.ofMinutes(1) : Duration.ZERO);

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void theFirstAnswerIsRunningAndTheNextLookIsDone() {
        JsonNode first = cloud.post("global/addresses", "{'name': 'a'}").json();
        JsonNode next =
                cloud.get("global/operations/" + first.get("name").asText()).json();

        assertThat(first.get("status").asText()).isEqualTo("RUNNING");
        assertThat(first.get("progress").asInt()).isZero();
        assertThat(first.has("endTime")).isFalse();
        assertThat(first.get("operationType").asText()).isEqualTo("insert");
        assertThat(first.get("targetLink").asText()).endsWith("/global/addresses/a");
        assertThat(next.get("status").asText()).isEqualTo("DONE");
        assertThat(next.get("progress").asInt()).isEqualTo(100);
        assertThat(next.get("endTime").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}-0[78]:00");
        assertThat(next.get("targetId"))
                .isEqualTo(cloud.get("global/addresses/a").json().get("id"));
    }

    @Test
    void anOperationIsPendingThenRunningThenDone() {
        String operation = insertRule();

        JsonNode pending = operation(operation);
        assertThat(pending.get("status").asText()).isEqualTo("PENDING");
        assertThat(pending.get("progress").asInt()).isZero();
        assertThat(pending.has("startTime")).isFalse();
        cloud.clock.advance(Duration.ofSeconds(30));
        JsonNode running = operation(operation);
        assertThat(running.get("status").asText()).isEqualTo("RUNNING");
        assertThat(running.get("progress").asInt()).isBetween(40, 60);
        assertThat(running.has("startTime")).isTrue();
        assertThat(running.has("endTime")).isFalse();
        cloud.clock.advance(Duration.ofSeconds(25));
        assertThat(operation(operation).get("progress").asInt()).isBetween(85, 99);
        cloud.clock.advance(Duration.ofSeconds(5));
        assertThat(operation(operation).get("status").asText()).isEqualTo("DONE");
        assertThat(operation(operation).get("progress").asInt()).isEqualTo(100);
    }

    @Test
    void anOperationsTimesSayHowLongItTook() {
        String operation = insertRule();
        cloud.clock.advance(Duration.ofMinutes(1));
        JsonNode done = operation(operation);

        Instant inserted = Timestamps.parse(done.get("insertTime").asText());
        assertThat(Timestamps.parse(done.get("endTime").asText())).isEqualTo(inserted.plusSeconds(60));
    }

    @Test
    void nobodyChangesARuleThatIsBeingMade() {
        insertRule();

        Answer patch = cloud.patch("global/firewalls/f", "{'priority': 7}");
        Answer delete = cloud.delete("global/firewalls/f");

        assertThat(List.of(patch.status(), delete.status())).containsOnly(400);
        assertThat(List.of(patch.reason(), delete.reason())).containsOnly("resourceNotReady");
        assertThat(delete.message()).isEqualTo("The resource 'projects/lab-project/global/firewalls/f' is not ready");
        cloud.clock.advance(Duration.ofMinutes(1));
        assertThat(cloud.delete("global/firewalls/f").status()).isEqualTo(200);
    }

    @Test
    void aRuleThatIsBeingDeletedIsShownAndNobodyTakesItsName() {
        insertRule();
        cloud.clock.advance(Duration.ofMinutes(1));
        cloud.delete("global/firewalls/f");

        assertThat(cloud.get("global/firewalls/f").status()).isEqualTo(200);
        assertThat(cloud.get("global/firewalls").json().findValuesAsText("name"))
                .contains("f");
        assertThat(cloud.delete("global/firewalls/f").reason()).isEqualTo("resourceNotReady");
        assertThat(cloud.post("global/firewalls", RULE).status()).isEqualTo(409);
        cloud.clock.advance(Duration.ofMinutes(1));
        assertThat(cloud.get("global/firewalls/f").status()).isEqualTo(404);
        assertThat(cloud.get("global/firewalls").json().findValuesAsText("name"))
                .doesNotContain("f");
        assertThat(cloud.post("global/firewalls", RULE).status()).isEqualTo(200);
    }

    @Test
    void whatIsBeingMadeCannotBeReferredTo() {
        cloud.post("global/healthChecks", "{'name': 'h', 'type': 'HTTP', 'httpHealthCheck': {'port': 80}}");
        String service = "{'name': 'b', 'healthChecks': ['global/healthChecks/h']}";

        assertThat(cloud.post("global/backendServices", service).message())
                .isEqualTo("The resource 'projects/lab-project/global/healthChecks/h' is not ready");
        cloud.clock.advance(Duration.ofMinutes(1));
        assertThat(cloud.post("global/backendServices", service).status()).isEqualTo(200);
    }

    @Test
    void waitHoldsUntilTheOperationIsDone() {
        String operation = insertRule();
        CompletableFuture<Answer> waiting =
                CompletableFuture.supplyAsync(() -> cloud.post("global/operations/" + operation + "/wait", ""));

        assertThat(status(operation)).isEqualTo("PENDING");
        assertThat(waiting).isNotDone();
        cloud.clock.advance(Duration.ofMinutes(1));

        assertThat(waiting.join().json().get("status").asText()).isEqualTo("DONE");
    }

    @Test
    void theSameRequestIdIsTheSameOperation() {
        String path = "global/addresses?requestId=6ba7b810-9dad-11d1-80b4-00c04fd430c8";

        Answer first = cloud.post(path, "{'name': 'a'}");
        Answer second = cloud.post(path, "{'name': 'a'}");

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().get("name")).isEqualTo(first.json().get("name"));
        assertThat(first.json().get("clientOperationId").asText()).isEqualTo("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    }

    @Test
    void aRequestIdThatIsUsedAgainForSomethingElseDoesNothing() {
        String path = "global/addresses?requestId=6ba7b810-9dad-11d1-80b4-00c04fd430c8";

        Answer first = cloud.post(path, "{'name': 'a'}");
        Answer second = cloud.post(path, "{'name': 'b'}");

        assertThat(second.json().get("name")).isEqualTo(first.json().get("name"));
        assertThat(cloud.get("global/addresses/b").status()).isEqualTo(404);
    }

    @Test
    void aRefusedRequestMayBeRepeatedUnderItsId() {
        String path = "global/backendServices?requestId=6ba7b810-9dad-11d1-80b4-00c04fd430c8";
        String service = "{'name': 'b', 'healthChecks': ['global/healthChecks/h']}";

        assertThat(cloud.post(path, service).status()).isEqualTo(404);
        cloud.post("global/healthChecks", "{'name': 'h', 'type': 'HTTP', 'httpHealthCheck': {'port': 80}}");
        cloud.clock.advance(Duration.ofMinutes(1));

        assertThat(cloud.post(path, service).status()).isEqualTo(200);
    }

    @Test
    void operationsAreForgottenAfterFourteenDays() {
        String path = "global/addresses?requestId=6ba7b810-9dad-11d1-80b4-00c04fd430c8";
        String old = cloud.post(path, "{'name': 'a'}").json().get("name").asText();
        cloud.clock.advance(Duration.ofDays(15));

        assertThat(cloud.post(path, "{'name': 'a'}").json().get("name").asText())
                .isEqualTo(old);
        cloud.post("global/addresses", "{'name': 'b'}");

        assertThat(cloud.get("global/operations/" + old).status()).isEqualTo(404);
        assertThat(cloud.post(path, "{'name': 'a'}").status()).isEqualTo(409);
    }

    @Test
    void anOperationIsWhoseTokenItsRequestCameWith() {
        cloud.compute.attach(token -> Optional.of("robot@example.com").filter(email -> token.equals("ya29.known")));

        assertThat(userOf("Bearer ya29.known")).isEqualTo("robot@example.com");
        assertThat(userOf("Bearer ya29.unknown")).isEqualTo("developer@example.com");
        assertThat(userOf("Bearer " + webToken("{\"email\": \"ann@example.com\"}")))
                .isEqualTo("ann@example.com");
        assertThat(userOf("Bearer a.b.c")).isEqualTo("developer@example.com");
    }

    @Test
    void aRequestIdIsAUuidOtherThanZero() {
        assertThat(cloud.post("global/addresses?requestId=1-1-1-1-1", "{'name': 'a'}")
                        .status())
                .isEqualTo(400);
        assertThat(cloud.post("global/addresses?requestId=once", "{'name': 'a'}")
                        .message())
                .startsWith("Invalid value for field 'requestId': 'once'.");
        assertThat(cloud.post("global/addresses?requestId=00000000-0000-0000-0000-000000000000", "{'name': 'a'}")
                        .status())
                .isEqualTo(400);
        assertThat(cloud.get("global/addresses/a").status()).isEqualTo(404);
    }

    @Test
    void googlesClientWaitsForTheOperation() throws Exception {
        GlobalAddressesSettings.Builder settings = GlobalAddressesSettings.newBuilder()
                .setEndpoint(cloud.endpoint())
                .setCredentialsProvider(cloud.credentials());
        settings.insertOperationSettings().setPollingAlgorithm(ComputeFixture.quickPolling());
        try (GlobalAddressesClient client = GlobalAddressesClient.create(settings.build())) {
            Operation done = client.insertAsync(InsertGlobalAddressRequest.newBuilder()
                            .setProject(ComputeFixture.PROJECT)
                            .setAddressResource(Address.newBuilder().setName("static-ip"))
                            .build())
                    .get();

            assertThat(ComputeFixture.succeeded(done)).isTrue();
            assertThat(client.get(ComputeFixture.PROJECT, "static-ip").getAddress())
                    .startsWith("198.18.");
        }
    }

    @Test
    void googlesClientSeesAFailedOperationFail() throws Exception {
        NetworksSettings.Builder settings =
                NetworksSettings.newBuilder().setEndpoint(cloud.endpoint()).setCredentialsProvider(cloud.credentials());
        settings.deleteOperationSettings().setPollingAlgorithm(ComputeFixture.quickPolling());
        try (NetworksClient client = NetworksClient.create(settings.build())) {
            assertThatThrownBy(() -> client.deleteAsync(ComputeFixture.PROJECT, "default")
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("BAD REQUEST");
        }
    }

    @Test
    void operationsAreListedAndDeleted() {
        String operation = insertRule();

        assertThat(cloud.get("global/operations?filter=operationType%3Dinsert")
                        .json()
                        .findValuesAsText("name"))
                .contains(operation);
        assertThat(cloud.delete("global/operations/" + operation).status()).isEqualTo(200);
        assertThat(cloud.get("global/operations/" + operation).status()).isEqualTo(404);
    }

    @Test
    void aUserOnItsWayOutIsStillAUser() {
        cloud.change("POST", "global/networks", "{'name': 'n', 'autoCreateSubnetworks': false}");
        String made = cloud.post(
                        "global/firewalls",
                        "{'name': 'f', 'network': 'global/networks/n', 'allowed': [{'IPProtocol': 'tcp'}]}")
                .json()
                .get("name")
                .asText();
        cloud.clock.advance(Duration.ofMinutes(1));
        assertThat(status(made)).isEqualTo("DONE");

        cloud.delete("global/firewalls/f");
        String refused = cloud.delete("global/networks/n").json().get("name").asText();
        cloud.clock.advance(Duration.ofMinutes(1));
        String accepted = cloud.delete("global/networks/n").json().get("name").asText();

        assertThat(cloud.get("global/operations/" + refused).json().has("error"))
                .isTrue();
        assertThat(cloud.get("global/operations/" + accepted).json().has("error"))
                .isFalse();
    }

    private String insertRule() {
        return cloud.post("global/firewalls", RULE).json().get("name").asText();
    }

    private String userOf(String authorization) {
        return cloud.as(authorization)
                .post("global/networks", "{'name': 'n" + UUID.randomUUID() + "', 'autoCreateSubnetworks': false}")
                .json()
                .get("user")
                .asText();
    }

    private static String webToken(String payload) {
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(StandardCharsets.UTF_8))
                + ".signature";
    }

    private JsonNode operation(String name) {
        return cloud.get("global/operations/" + name).json();
    }

    private String status(String operation) {
        return operation(operation).get("status").asText();
    }
}
