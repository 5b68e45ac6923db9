package dev.sallyport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.cloud.compute.v1.HealthCheck;
import com.google.cloud.compute.v1.HealthChecksClient;
import com.google.cloud.compute.v1.HealthChecksSettings;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.FirestoreOptions;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.pubsub.v1.Topic;
import dev.sallyport.local.RestClient.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One port, every API, by Google's clients and by plain HTTP. */
@ExtendWith(LocalCloudExtension.class)
class LocalCloudApiTest {
    private final LocalCloud cloud;
    private final RestClient rest;
    private final String project;

    LocalCloudApiTest(LocalCloud cloud, @FreshProject String project) {
        this.cloud = cloud;
        this.rest = new RestClient(cloud);
        this.project = project;
    }

    @Test
    void computeIsServedToGooglesClient() throws Exception {
        HealthChecksSettings settings = HealthChecksSettings.newBuilder()
                .setEndpoint("http://" + cloud.apiEndpoint())
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build();
        HealthCheck wanted =
                HealthCheck.newBuilder().setName("probe").setType("HTTP").build();

        try (HealthChecksClient client = HealthChecksClient.create(settings)) {
            client.insertAsync(project, wanted).get();

            assertThat(client.get(project, "probe").getType()).isEqualTo("HTTP");
        }
    }

    @Test
    void pubSubIsServedToGooglesClientAndOverHttp() throws Exception {
        TopicAdminSettings settings = TopicAdminSettings.newBuilder()
                .setTransportChannelProvider(InstantiatingGrpcChannelProvider.newBuilder()
                        .setEndpoint(cloud.apiEndpoint())
                        .setChannelConfigurator(channel -> channel.usePlaintext())
                        .build())
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build();
        String topic = "projects/" + project + "/topics/requests";

        assertThat(rest.send("PUT", "/v1/" + topic, "{}").status()).isEqualTo(200);

        try (TopicAdminClient client = TopicAdminClient.create(settings)) {
            assertThat(client.listTopics("projects/" + project).iterateAll())
                    .extracting(Topic::getName)
                    .containsExactly(topic);
        }
        Answer published = rest.post("/v1/" + topic + ":publish", "{\"messages\":[{\"data\":\"aGVsbG8=\"}]}");
        assertThat(published.body().path("messageIds")).hasSize(1);
    }

    @Test
    void firestoreIsServedToGooglesClient() throws Exception {
        FirestoreOptions options = FirestoreOptions.newBuilder()
                .setProjectId(project)
                .setEmulatorHost(cloud.apiEndpoint())
                .build();

        Firestore firestore = options.getService();
        try {
            firestore
                    .document("deployments/lab")
                    .set(Map.of("phase", "running"))
                    .get();

            assertThat(firestore.document("deployments/lab").get().get().getString("phase"))
                    .isEqualTo("running");
        } finally {
            firestore.close();
        }
    }

    @Test
    void iapIsServedOverHttp() {
        String resource = "/v1/projects/" + project + "/iap_web/compute";
        Answer read = rest.post(resource + ":getIamPolicy", "{\"options\":{\"requestedPolicyVersion\":3}}");
        assertThat(read.body().toString()).isEqualTo("{\"etag\":\"ACAB\"}");

        Answer set = rest.post(resource + ":setIamPolicy", """
                {"policy":{"version":3,"etag":"ACAB","bindings":[
                  {"role":"roles/iap.httpsResourceAccessor","members":["user:alice@example.com"]}]}}
                """);
        assertThat(set.body().at("/bindings/0/members/0").asText()).isEqualTo("user:alice@example.com");

        Answer stale = rest.post(resource + ":setIamPolicy", "{\"policy\":{\"etag\":\"ACAB\"}}");
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.body().at("/error/status").asText()).isEqualTo("ABORTED");
    }

    @Test
    void iapKnowsABackendServiceByNameAndById() {
        String services = "/compute/v1/projects/" + project + "/global/backendServices";
        rest.post("/compute/v1/projects/" + project + "/global/healthChecks", "{\"name\":\"probe\",\"type\":\"HTTP\"}");
        rest.post(
                services,
                "{\"name\":\"shop\",\"loadBalancingScheme\":\"EXTERNAL_MANAGED\",\"healthChecks\":[\"projects/"
                        + project + "/global/healthChecks/probe\"]}");
        await().untilAsserted(
                        () -> assertThat(rest.get(services + "/shop").status()).isEqualTo(200));
        String id = rest.get(services + "/shop").body().path("id").asText();
        String iap = "/v1/projects/" + project + "/iap_web/compute/services/";

        rest.post(
                iap + "shop:setIamPolicy",
                "{\"policy\":{\"bindings\":[{\"role\":\"roles/iap.admin\",\"members\":[\"user:bob@example.com\"]}]}}");

        assertThat(rest.post(iap + id + ":getIamPolicy", "{}")
                        .body()
                        .at("/bindings/0/members/0")
                        .asText())
                .isEqualTo("user:bob@example.com");
        assertThat(rest.get(iap + "shop:iapSettings").body().path("name").asText())
                .isEqualTo("projects/" + cloud.projects().named(project).number() + "/iap_web/compute/services/" + id);
    }

    @Test
    void iapSettingsAreServedOverHttp() {
        String resource = "/v1/projects/" + project + "/iap_web";

        Answer answer = rest.send(
                "PATCH",
                resource + ":iapSettings?updateMask=iapSettings.applicationSettings.cookieDomain",
                "{\"applicationSettings\":{\"cookieDomain\":\"example.com\"}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(rest.get(resource + ":iapSettings").body());
        assertThat(answer.body().toString())
                .isEqualTo("{\"name\":\"projects/"
                        + cloud.projects().named(project).number()
                        + "/iap_web\",\"applicationSettings\":{\"cookieDomain\":\"example.com\"}}");
    }

    @Test
    void theProjectsNumberIsServedAsGcloudReadsIt() {
        Answer answer = rest.get("/v1/projects/" + project + "?alt=json");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("projectNumber").asText())
                .isEqualTo(cloud.projects().named(project).number());
        assertThat(answer.body().at("/parent/type").asText()).isEqualTo("organization");
    }

    @Test
    void iapSettingsOfAWholeProjectAreServedOverHttp() {
        Answer answer = rest.get("/v1/projects/" + project + ":iapSettings");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("name").asText())
                .isEqualTo("projects/" + cloud.projects().named(project).number());
    }

    @Test
    void aProjectsPolicyIsServedAsGcloudAsksForIt() {
        String path = "/v1/projects/" + project;

        rest.post(
                path + ":setIamPolicy",
                "{\"policy\":{\"bindings\":[{\"role\":\"roles/viewer\",\"members\":[\"user:alice@example.com\"]}]}}");

        Answer answer = rest.post(path + ":getIamPolicy", "{\"options\":{\"requestedPolicyVersion\":3}}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().at("/bindings/0/members/0").asText()).isEqualTo("user:alice@example.com");
        assertThat(rest.post("/v3/projects/" + project + ":getIamPolicy", "{}").body())
                .isEqualTo(answer.body());
    }

    @Test
    void servicesAreEnabledOverHttp() {
        Answer answer = rest.post("/v1/projects/" + project + "/services/iap.googleapis.com:enable", "{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("done").asBoolean()).isTrue();
        assertThat(answer.body().at("/response/service/state").asText()).isEqualTo("ENABLED");
    }

    @Test
    void secretsAreServedOverHttp() {
        String secrets = "/v1/projects/" + project + "/secrets";

        rest.post(secrets + "?secretId=client", "{\"replication\":{\"automatic\":{}}}");
        rest.post(secrets + "/client:addVersion", "{\"payload\":{\"data\":\"b3Blbg==\"}}");

        assertThat(rest.get(secrets + "/client/versions/latest:access")
                        .body()
                        .at("/payload/data")
                        .asText())
                .isEqualTo("b3Blbg==");
    }

    @Test
    void tokensAreSignedOverHttp() {
        String account = "robot@" + project + ".iam.gserviceaccount.com";

        Answer answer = rest.post("/v1/projects/-/serviceAccounts/" + account + ":signJwt", "{\"payload\":\"{}\"}");

        assertThat(cloud.accounts().keysOf(account))
                .containsKey(answer.body().path("keyId").asText());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/projects/123, 403, PERMISSION_DENIED",
        "GET, /v1/nothing, 404, NOT_FOUND",
        "POST, /v1/projects/some-project/brands, 501, UNIMPLEMENTED",
        "GET, /v1/projects/some-project/secrets/absent, 404, NOT_FOUND",
        "POST, /v1/projects/some-project/iap_web/compute/services/absent:getIamPolicy, 404, NOT_FOUND",
    })
    void refusalsAreGooglesErrorJson(String verb, String path, int status, String code) {
        Answer answer = rest.send(verb, path, "");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().at("/error/code").asInt()).isEqualTo(status);
        assertThat(answer.body().at("/error/status").asText()).isEqualTo(code);
        assertThat(answer.body().at("/error/message").asText()).isNotBlank();
    }

    @Test
    void readinessSaysWhereEverythingIs() {
        Answer answer = rest.get("/-/ready");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("apiEndpoint").asText()).isEqualTo(cloud.apiEndpoint());
        assertThat(answer.body().path("internetProxy").asText()).isEqualTo(cloud.internetProxy());
    }
}
