package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./sallyport local up --state DIR} in a process of its own that dies by kill -9 while it is at work. */
class KilledCloudTest {
    private static final String PROJECT = "/v1/projects/lab-project/";
    private static final String COMPUTE = "/compute" + PROJECT;
    private static final String DOCUMENTS = PROJECT + "databases/(default)/documents";

    @TempDir
    private Path folder;

    private LauncherProcess process;

    @AfterEach
    void nothingIsLeftRunning() {
        process.close();
    }

    @Test
    void everythingThatWasAnsweredIsThereAfterwards() throws Exception {
        RestApi before = start();
        somethingOfEveryService(before);
        Queue<String> answered = new ConcurrentLinkedQueue<>();
        CompletableFuture<Void> atWork = CompletableFuture.runAsync(() -> insertWithoutEnd(before, answered));
        Awaitility.await("some work").until(() -> answered.size() > 50);

        process.close();
        Awaitility.await("the client to notice").until(atWork::isCompletedExceptionally);
        RestApi after = start();

        assertThatEveryServiceHasIt(after);
        assertThat(answered).allSatisfy(name -> {
            assertThat(after.get(COMPUTE + "global/healthChecks/" + name).statusCode())
                    .isEqualTo(200);
            assertThat(after.get(PROJECT + "topics/" + name).statusCode()).isEqualTo(200);
        });
    }

    private static void insertWithoutEnd(RestApi api, Queue<String> answered) {
        for (int i = 0; true; i++) {
            String name = "later-" + i;
            api.json(api.send(
                    "POST", COMPUTE + "global/healthChecks", "{\"name\": \"" + name + "\", \"type\": \"TCP\"}"));
            api.json(api.send("PUT", PROJECT + "topics/" + name, "{}"));
            answered.add(name);
        }
    }

    private static void somethingOfEveryService(RestApi api) {
        accepted(api, "POST", COMPUTE + "global/addresses", "{\"name\": \"static-ip\"}");
        accepted(
                api,
                "POST",
                PROJECT + "iap_web:setIamPolicy",
                "{\"policy\": {\"bindings\": [{\"role\": \"roles/iap.httpsResourceAccessor\","
                        + " \"members\": [\"user:alice@example.com\"]}]}}");
        accepted(api, "PUT", PROJECT + "topics/requests", "{}");
        accepted(api, "PUT", PROJECT + "subscriptions/worker", "{\"topic\": \"projects/lab-project/topics/requests\"}");
        api.publish("lab-project", "requests", "provision");
        accepted(
                api,
                "PATCH",
                DOCUMENTS + "/deployments/lab",
                "{\"fields\": {\"phase\": {\"stringValue\": \"running\"}}}");
        accepted(api, "POST", PROJECT + "secrets?secretId=key", "{\"replication\": {\"automatic\": {}}}");
        accepted(api, "POST", PROJECT + "secrets/key:addVersion", "{\"payload\": {\"data\": \"b25l\"}}");
    }

    private static void accepted(RestApi api, String verb, String path, String json) {
        assertThat(api.send(verb, path, json)).returns(200, HttpResponse::statusCode);
    }

    private static void assertThatEveryServiceHasIt(RestApi api) {
        assertThat(found(api, COMPUTE + "global/addresses/static-ip")).contains("\"status\": \"RESERVED\"");
        assertThat(api.send("POST", PROJECT + "iap_web:getIamPolicy", "{}").body())
                .contains("user:alice@example.com");
        assertThat(api.json(api.send("POST", PROJECT + "subscriptions/worker:pull", "{\"maxMessages\": 9}"))
                        .path("receivedMessages"))
                .hasSize(1);
        assertThat(found(api, DOCUMENTS + "/deployments/lab")).contains("running");
        assertThat(found(api, PROJECT + "secrets/key/versions/latest:access")).contains("b25l");
    }

    private static String found(RestApi api, String path) {
        return api.json(api.get(path)).toPrettyString().replace("\" : ", "\": ");
    }

    private RestApi start() throws IOException {
        process = LauncherProcess.start(
                folder,
                Map.of(),
                "local",
                "up",
                "--port",
                "0",
                "--internet-port",
                "0",
                "--without-functions",
                "--state",
                folder.resolve("state").toString());
        return new RestApi(process.printed("ready http://([^ ]+) "));
    }
}
