package dev.sallyport.local.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.logging.v2.LogSink;
import dev.sallyport.local.FreshProject;
import dev.sallyport.local.LocalCloud;
import dev.sallyport.local.LocalCloudExtension;
import dev.sallyport.local.RestClient;
import dev.sallyport.local.compute.OperationLatency;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which calls audit logs have, and what they say of them, as a sink publishes it. */
@ExtendWith(LocalCloudExtension.class)
class AuditLogTest {
    private static final String RULE = "{\"name\":\"open\",\"allowed\":[{\"IPProtocol\":\"tcp\",\"ports\":[\"80\"]}]}";

    private final String endpoint;
    private final RestClient rest;
    private final String project;
    private final String firewalls;
    private final LoggingClients clients;

    AuditLogTest(LocalCloud cloud, @FreshProject String project) throws IOException {
        this.endpoint = cloud.apiEndpoint();
        this.rest = new RestClient(cloud);
        this.project = project;
        this.firewalls = "/compute/v1/projects/" + project + "/global/firewalls";
        this.clients = new LoggingClients(cloud, project);
    }

    @BeforeEach
    void aSink() {
        clients.sinkToTheTopic("projects/" + project, LogSink.newBuilder());
    }

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void anInsertHasAnEntryWhenItStartsAndOneWhenItIsOver() {
        JsonNode operation = rest.post(firewalls, RULE).body();

        List<JsonNode> messages = clients.messages();

        assertThat(messages).hasSize(2);
        JsonNode first = LoggingClients.entry(messages.get(0));
        assertThat(first.path("logName").asText())
                .isEqualTo("projects/" + project + "/logs/cloudaudit.googleapis.com%2Factivity");
        assertThat(first.path("severity").asText()).isEqualTo("NOTICE");
        assertThat(first.path("insertId").asText()).isNotEmpty();
        assertThat(messages.get(0)
                        .path("attributes")
                        .path("logging.googleapis.com/timestamp")
                        .asText())
                .isEqualTo(first.path("timestamp").asText());
        assertThat(first.path("resource").path("type").asText()).isEqualTo("gce_firewall_rule");
        assertThat(first.path("resource")
                        .path("labels")
                        .path("firewall_rule_id")
                        .asText())
                .isEqualTo(operation.path("targetId").asText());
        JsonNode payload = first.path("protoPayload");
        assertThat(payload.path("@type").asText()).isEqualTo("type.googleapis.com/google.cloud.audit.AuditLog");
        assertThat(payload.path("serviceName").asText()).isEqualTo("compute.googleapis.com");
        assertThat(payload.path("methodName").asText()).isEqualTo("v1.compute.firewalls.insert");
        assertThat(payload.path("resourceName").asText()).isEqualTo("projects/" + project + "/global/firewalls/open");
        assertThat(payload.path("authenticationInfo").path("principalEmail").asText())
                .isEqualTo("developer@example.com");
        assertThat(payload.path("request").path("@type").asText())
                .isEqualTo("type.googleapis.com/compute.firewalls.insert");
        assertThat(payload.path("request").path("name").asText()).isEqualTo("open");
        assertThat(payload.path("response").path("name").asText())
                .isEqualTo(operation.path("name").asText());
        assertThat(first.path("operation").toString())
                .isEqualTo("{\"id\":\"" + operation.path("name").asText()
                        + "\",\"producer\":\"compute.googleapis.com\",\"first\":true}");
        JsonNode last = LoggingClients.entry(messages.get(1));
        assertThat(last.path("operation").path("last").asBoolean()).isTrue();
        assertThat(last.path("operation").path("id"))
                .isEqualTo(first.path("operation").path("id"));
        assertThat(last.path("protoPayload").has("response")).isFalse();
    }

    @Test
    void whatIsRefusedIsAnErrorWithItsStatus() {
        rest.send("DELETE", firewalls + "/absent", "");

        List<JsonNode> entries = clients.entries();

        assertThat(entries).hasSize(1);
        assertThat(entries.get(0).path("severity").asText()).isEqualTo("ERROR");
        JsonNode payload = entries.get(0).path("protoPayload");
        assertThat(payload.path("resourceName").asText()).endsWith("/global/firewalls/absent");
        assertThat(payload.path("status").path("code").asInt()).isEqualTo(5);
        assertThat(payload.path("status").path("message").asText()).contains("was not found");
    }

    @Test
    void readingIsNotInTheLog() {
        rest.get(firewalls);
        rest.get(firewalls + "/default-allow-ssh");
        rest.post("/compute/v1/projects/" + project + "/global/backendServices/absent/getHealth", "{\"group\":\"x\"}");

        assertThat(clients.entries()).isEmpty();
    }

    @Test
    void secretsAreNotInTheLog() {
        String services = "/compute/v1/projects/" + project + "/global/backendServices";
        rest.post(services, """
                {"name":"app","iap":{"enabled":true,"oauth2ClientId":"client","oauth2ClientSecret":"hush"}}
                """);

        List<JsonNode> entries = clients.entries();

        JsonNode request = entries.get(0).path("protoPayload").path("request");
        assertThat(request.path("iap").path("oauth2ClientId").asText()).isEqualTo("client");
        assertThat(entries.toString()).doesNotContain("hush");
    }

    @Test
    void policiesOfIapAreAdminActivityAndSettingsDataAccess() {
        rest.post("/compute/v1/projects/" + project + "/global/backendServices", "{\"name\":\"app\"}");
        JsonNode service = rest.get("/compute/v1/projects/" + project + "/global/backendServices/app")
                .body();
        clients.messages();
        String resource = "/v1/projects/" + project + "/iap_web/compute/services/app";

        rest.post(resource + ":setIamPolicy", "{\"policy\":{}}");
        rest.send(
                "PATCH",
                resource + ":iapSettings",
                "{\"accessSettings\":{\"corsSettings\":{\"allowHttpOptions\":true}}}");

        List<JsonNode> entries = clients.entries();
        assertThat(entries).hasSize(2);
        JsonNode policy = entries.get(0);
        assertThat(policy.path("logName").asText()).endsWith("%2Factivity");
        assertThat(policy.path("protoPayload").path("methodName").asText())
                .isEqualTo("google.cloud.iap.v1.IdentityAwareProxyAdminService.SetIamPolicy");
        assertThat(policy.path("resource").path("type").asText()).isEqualTo("gce_backend_service");
        assertThat(policy.path("resource")
                        .path("labels")
                        .path("backend_service_id")
                        .asText())
                .isEqualTo(service.path("id").asText());
        assertThat(policy.path("protoPayload").path("response").path("@type").asText())
                .isEqualTo("type.googleapis.com/google.iam.v1.Policy");
        JsonNode settings = entries.get(1);
        assertThat(settings.path("logName").asText()).endsWith("%2Fdata_access");
        assertThat(settings.path("protoPayload").path("methodName").asText()).endsWith(".UpdateIapSettings");
    }

    @Test
    void aChangedPolicyOfTheProjectIsInTheLog() {
        rest.post(
                "/v1/projects/" + project + ":setIamPolicy",
                "{\"policy\":{\"bindings\":[{\"role\":\"roles/viewer\",\"members\":[\"allUsers\"]}]}}");

        assertThat(clients.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.at("/resource/type").asText()).isEqualTo("project");
            assertThat(entry.at("/protoPayload/serviceName").asText()).isEqualTo("cloudresourcemanager.googleapis.com");
            assertThat(entry.at("/protoPayload/resourceName").asText()).isEqualTo("projects/" + project);
            assertThat(entry.at("/protoPayload/request/policy/bindings/0/members/0")
                            .asText())
                    .isEqualTo("allUsers");
        });
    }

    @Test
    void whoCallsIsInTheLog() throws Exception {
        String token = "x." + Base64.getUrlEncoder().encodeToString("{\"email\":\"carol@example.com\"}".getBytes(UTF_8))
                + ".x";
        postAs(token, firewalls, RULE);
        postAs(token, "/v1/projects/" + project + "/iap_web:setIamPolicy", "{\"policy\":{}}");

        assertThat(clients.entries())
                .hasSize(3)
                .allSatisfy(entry -> assertThat(entry.at("/protoPayload/authenticationInfo/principalEmail")
                                .asText())
                        .isEqualTo("carol@example.com"));
    }

    @Test
    void aRefusedPolicyIsAnErrorInTheLog() {
        rest.post("/v1/projects/" + project + "/iap_web/compute/services/absent:setIamPolicy", "{\"policy\":{}}");

        assertThat(clients.entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.path("protoPayload")
                                .path("status")
                                .path("code")
                                .asInt())
                        .isEqualTo(5));
    }

    @Test
    void theLastEntryComesWhenTheOperationIsOver() throws IOException {
        try (LocalCloud cloud = LocalCloud.builder()
                        .latency(OperationLatency.realistic(1))
                        .start();
                LoggingClients slow = new LoggingClients(cloud, "slow-project")) {
            slow.sinkToTheTopic("projects/slow-project", LogSink.newBuilder());
            new RestClient(cloud).post("/compute/v1/projects/slow-project/global/firewalls", RULE);
            assertThat(slow.entries()).hasSize(1);

            cloud.clock().advance(Duration.ofMinutes(10));

            await().untilAsserted(() -> assertThat(slow.entries())
                    .anySatisfy(entry -> assertThat(
                                    entry.path("operation").path("last").asBoolean())
                            .isTrue()));
        }
    }

    private void postAs(String token, String path, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + endpoint + path))
                .header("authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(json))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }
}
