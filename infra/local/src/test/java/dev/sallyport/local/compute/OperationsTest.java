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
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationsTest {
    private final ComputeFixture cloud = new ComputeFixture(
            (collection, method) -> collection.equals("firewalls") ? Duration.ofMinutes(1) : Duration.ZERO);

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
    void anOperationRunsUntilItsLatencyIsOver() {
        String operation = insertRule();

        assertThat(status(operation)).isEqualTo("RUNNING");
        cloud.clock.advance(Duration.ofMinutes(1));
        assertThat(status(operation)).isEqualTo("DONE");
    }

    @Test
    void waitHoldsUntilTheOperationIsDone() {
        String operation = insertRule();
        CompletableFuture<Answer> waiting =
                CompletableFuture.supplyAsync(() -> cloud.post("global/operations/" + operation + "/wait", ""));

        assertThat(status(operation)).isEqualTo("RUNNING");
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
    }

    @Test
    void aRequestIdIsAUuidOtherThanZero() {
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
                    .startsWith("34.");
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
        return cloud.post("global/firewalls", "{'name': 'f', 'allowed': [{'IPProtocol': 'tcp', 'ports': ['80']}]}")
                .json()
                .get("name")
                .asText();
    }

    private String status(String operation) {
        return cloud.get("global/operations/" + operation).json().get("status").asText();
    }
}
