package dev.sallyport.local;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.local.RestClient.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Something of every service in one project, and a look at all of it. */
final class Everything {
    static final String SECRET = "open sesame";
    static final String PULL = "/v1/projects/%s/subscriptions/worker:pull";
    static final String ACKNOWLEDGE = "/v1/projects/%s/subscriptions/worker:acknowledge";

    private static final String COMPUTE = "/compute/v1/projects/";

    private Everything() {}

    static void fill(LocalCloud cloud, String project) {
        RestClient rest = new RestClient(cloud);
        String payload = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));
        insert(rest, project, "global/healthChecks", "{\"name\":\"probe\",\"type\":\"HTTP\"}");
        insert(rest, project, "zones/us-central1-a/instances", """
                {"name":"vm","machineType":"zones/us-central1-a/machineTypes/e2-micro",
                 "disks":[{"boot":true,"initializeParams":{"sourceImage":"projects/debian-cloud/global/images/family/debian-12"}}],
                 "networkInterfaces":[{"network":"global/networks/default"}]}
                """);
        ok(rest.send("PUT", "/v1/projects/" + project + "/topics/requests", "{}"));
        ok(rest.send(
                "PUT",
                "/v1/projects/" + project + "/subscriptions/worker",
                "{\"topic\":\"projects/" + project + "/topics/requests\"}"));
        ok(rest.post("/v1/projects/" + project + "/topics/requests:publish", "{\"messages\":[{\"data\":\"b25l\"}]}"));
        ok(rest.post(documents(project) + ":commit", """
                {"writes":[{"update":{"name":"projects/%s/databases/(default)/documents/deployments/lab",
                 "fields":{"phase":{"stringValue":"running"}}}}]}
                """.formatted(project)));
        ok(rest.post("/v1/projects/" + project + "/secrets?secretId=key", "{\"replication\":{\"automatic\":{}}}"));
        ok(rest.post(
                "/v1/projects/" + project + "/secrets/key:addVersion", "{\"payload\":{\"data\":\"" + payload + "\"}}"));
        ok(rest.post("/v1/projects/" + project + "/services/iap.googleapis.com:enable", "{}"));
        String policy = "{\"policy\":{\"bindings\":[{\"role\":\"%s\",\"members\":[\"user:alice@example.com\"]}]}}";
        ok(rest.post("/v3/projects/" + project + ":setIamPolicy", policy.formatted("roles/viewer")));
        ok(rest.post(
                "/v1/projects/" + project + "/iap_web:setIamPolicy",
                policy.formatted("roles/iap.httpsResourceAccessor")));
        ok(rest.send(
                "PATCH",
                "/v1/projects/" + project + "/iap_web:iapSettings",
                "{\"accessSettings\":{\"oauthSettings\":{\"loginHint\":\"example.com\"}}}"));
        ok(signed(rest, project));
    }

    /** What a caller can see; a message that is waiting to be pulled is not among it. */
    static JsonNode seen(LocalCloud cloud, String project) {
        RestClient rest = new RestClient(cloud);
        ObjectNode seen = JsonNodeFactory.instance.objectNode();
        String resources = COMPUTE + project + "/";
        see(seen, "healthChecks", rest.get(resources + "global/healthChecks"));
        see(seen, "instance", rest.get(resources + "zones/us-central1-a/instances/vm"));
        see(seen, "firewalls", rest.get(resources + "global/firewalls"));
        see(seen, "operations", rest.get(resources + "global/operations"));
        see(seen, "subscription", rest.get("/v1/projects/" + project + "/subscriptions/worker"));
        see(seen, "document", rest.get(documents(project) + "/deployments/lab"));
        see(seen, "secret", rest.get("/v1/projects/" + project + "/secrets/key/versions/latest:access"));
        see(seen, "services", rest.get("/v1/projects/" + project + "/services?filter=state:ENABLED"));
        see(seen, "policy", rest.post("/v3/projects/" + project + ":getIamPolicy", "{}"));
        see(seen, "iapPolicy", rest.post("/v1/projects/" + project + "/iap_web:getIamPolicy", "{}"));
        see(seen, "iapSettings", rest.get("/v1/projects/" + project + "/iap_web:iapSettings"));
        see(seen, "signature", signed(rest, project));
        return seen;
    }

    static void insert(RestClient rest, String project, String collection, String resource) {
        JsonNode operation =
                ok(rest.post(COMPUTE + project + "/" + collection, resource)).body();
        String place = collection.substring(0, collection.lastIndexOf('/'));
        await().until(() -> rest.get(COMPUTE + project + "/" + place + "/operations/"
                        + operation.path("name").asText())
                .body()
                .path("status")
                .asText()
                .equals("DONE"));
    }

    static Answer ok(Answer answer) {
        if (answer.status() != 200) {
            throw new AssertionError(answer);
        }
        return answer;
    }

    private static Answer signed(RestClient rest, String project) {
        return rest.post(
                "/v1/projects/-/serviceAccounts/app@" + project + ".iam.gserviceaccount.com:signBlob",
                "{\"payload\":\"b25l\"}");
    }

    private static void see(ObjectNode seen, String what, Answer answer) {
        seen.set(what, ok(answer).body());
    }

    private static String documents(String project) {
        return "/v1/projects/" + project + "/databases/(default)/documents";
    }
}
