package dev.sallyport.chatops;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.local.HostedFunctions;
import dev.sallyport.local.LocalCloud;
import dev.sallyport.local.functions.FunctionSpec;
import dev.sallyport.local.functions.FunctionsFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The local cloud with the functions of chats in it as they are deployed, by their own class path, and fakes of the chats on
 * loopback.
 */
final class ChatHouse implements AutoCloseable {
    static final String PROJECT = "chat-project";
    static final String SIGNING_SECRET = DocumentedRequest.SECRET;
    static final String AUDIENCE = "https://chat.example.com/";

    /** What is deployed, and nothing of what only tests need. */
    private static final Pattern DEPLOYED = Pattern.compile(
            ".*(chatops/target/classes|sallyport-base-[^/]*\\.jar|base/target/classes|/jackson-[^/]*\\.jar)");

    private static final String FOR_TESTS = "for-tests";

    private final HttpClient client = HttpClient.newHttpClient();
    private final FakeChats fakes = new FakeChats();
    private final FakeGoogleChat googleChat = new FakeGoogleChat();
    private final LocalCloud cloud;

    /** With everything it takes to tell people of news: in Slack, by a webhook of Google Chat, and by one of anybody's. */
    static ChatHouse telling() {
        ChatHouse house = new ChatHouse(SomePolicy.TEXT);
        house.secret("bot", "xoxb-bot-token");
        house.secret("space", house.fakes().url("space?key=k&token=t"));
        house.secret("webhook", "webhook key");
        return house;
    }

    ChatHouse(String policy) {
        this(policy, AUDIENCE);
    }

    ChatHouse(String policy, String audience) {
        this(policy, audience, Map.of());
    }

    /** @param more settings of the functions */
    ChatHouse(String policy, String audience, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "GOOGLE_CLOUD_PROJECT",
                PROJECT,
                "SALLYPORT_CHAT_POLICY",
                policy,
                "SALLYPORT_SLACK_SIGNING_SECRET",
                "projects/" + PROJECT + "/secrets/slack/versions/latest",
                "SALLYPORT_SLACK_HOOKS",
                fakes.slackHooks(),
                "SALLYPORT_GOOGLE_CHAT_AUDIENCE",
                audience,
                "SALLYPORT_GOOGLE_CHAT_KEYS",
                fakes.chatKeys(),
                "SALLYPORT_BUTTON_KEY",
                "projects/" + PROJECT + "/secrets/buttons/versions/latest"));
        String secrets = "projects/" + PROJECT + "/secrets/";
        settings.put("SALLYPORT_SLACK_BOT_TOKEN", secrets + "bot/versions/latest");
        settings.put("SALLYPORT_SLACK_CHANNEL", "C0RUNS");
        settings.put("SALLYPORT_SLACK_API", fakes.url(""));
        settings.put("SALLYPORT_GOOGLE_CHAT_API", googleChat.api());
        settings.put("GCE_METADATA_HOST", googleChat.metadataHost());
        settings.put("SALLYPORT_GOOGLE_CHAT_WEBHOOK", secrets + "space/versions/latest");
        settings.put("SALLYPORT_WEBHOOK_URL", fakes.url("hook"));
        settings.put("SALLYPORT_WEBHOOK_KEY", secrets + "webhook/versions/latest");
        settings.putAll(more);
        cloud = LocalCloud.builder()
                .defaultProject(PROJECT)
                .functions(new HostedFunctions(functions(), ChatHouse::classPath, PROJECT, running -> {
                    settings.put("SALLYPORT_API_ENDPOINT", running.apiEndpoint());
                    return settings;
                }))
                .start();
        api(
                "PUT",
                "/v1/projects/" + PROJECT + "/subscriptions/look",
                Json.object().put("topic", "projects/" + PROJECT + "/topics/sallyport-requests"));
        api(
                "PUT",
                "/v1/projects/" + PROJECT + "/subscriptions/dead",
                Json.object().put("topic", "projects/" + PROJECT + "/topics/sallyport-dead-letters"));
        secret("slack", SIGNING_SECRET + "\n");
        secret("buttons", "a key that nobody knows");
    }

    /** Google Chat's own API. */
    FakeGoogleChat googleChat() {
        return googleChat;
    }

    FakeChats fakes() {
        return fakes;
    }

    void secret(String name, String value) {
        String secrets = "/v1/projects/" + PROJECT + "/secrets";
        ObjectNode secret = Json.object();
        secret.putObject("replication").putObject("automatic");
        send("POST", URI.create("http://" + cloud.apiEndpoint() + secrets + "?secretId=" + name), secret);
        ObjectNode version = Json.object();
        version.putObject("payload")
                .put("data", Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
        api("POST", secrets + "/" + name + ":addVersion", version);
    }

    /** Posts to a function as a chat would. */
    HttpResponse<String> post(String function, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://" + cloud.apiEndpoint() + "/-/functions/" + function))
                .POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return send(request.build());
    }

    /** The requests that have been published since this was last asked. */
    List<JsonNode> published() {
        return pulled("look");
    }

    /** What Pub/Sub has given up on since this was last asked. */
    List<JsonNode> deadLetters() {
        return pulled("dead");
    }

    /** Moves the cloud's time. */
    void advance(Duration by) {
        api("POST", "/-/clock", Json.object().put("advance", by.toString()));
    }

    private List<JsonNode> pulled(String name) {
        List<JsonNode> published = new ArrayList<>();
        String subscription = "/v1/projects/" + PROJECT + "/subscriptions/" + name;
        ObjectNode pull = Json.object().put("maxMessages", 100).put("returnImmediately", true);
        ObjectNode acknowledged = Json.object();
        for (JsonNode received : api("POST", subscription + ":pull", pull).path("receivedMessages")) {
            byte[] data =
                    Base64.getDecoder().decode(received.at("/message/data").asText());
            published.add(Json.read(data).orElseThrow());
            acknowledged.withArray("ackIds").add(received.path("ackId").asText());
        }
        if (!published.isEmpty()) {
            api("POST", subscription + ":acknowledge", acknowledged);
        }
        return published;
    }

    /** Puts a deployment's document in place, whether there is one or not. */
    void deployment(String name, JsonNode document) {
        String documents = "projects/" + PROJECT + "/databases/(default)/documents";
        ObjectNode commit = Json.object();
        ObjectNode update = commit.putArray("writes").addObject().putObject("update");
        update.put("name", documents + "/deployments/" + name).set("fields", document.path("fields"));
        api("POST", "/v1/" + documents + ":commit", commit);
    }

    /** Keeps a plan with one change, as the chain does, under the id of the request that asked for it. */
    void plan(String deployment, String requestId, String digest) {
        api(
                "POST",
                "/v1/projects/" + PROJECT + "/databases/(default)/documents/deployments/" + deployment
                        + "/plans?documentId=" + requestId,
                SomeDeployment.plan(digest));
    }

    /** Says on the lifecycle topic that something has come of a deployment. */
    void tell(String deployment, long generation) {
        tell(Json.object().put("deployment", deployment).put("generation", generation));
    }

    /** Says anything on the lifecycle topic. */
    void tell(JsonNode told) {
        ObjectNode publish = Json.object();
        publish.putArray("messages").addObject().put("data", Base64.getEncoder().encodeToString(Json.bytes(told)));
        api("POST", "/v1/projects/" + PROJECT + "/topics/sallyport-lifecycle:publish", publish);
    }

    /** Returns when it is on record that somebody was told. */
    void awaitNotice(String id) {
        URI notice = URI.create("http://" + cloud.apiEndpoint() + "/v1/projects/" + PROJECT
                + "/databases/(default)/documents/notices/" + id);
        await(id)
                .atMost(Duration.ofSeconds(30))
                .until(() -> send(HttpRequest.newBuilder(notice).build()).statusCode() == 200);
    }

    /** Calls an API of the cloud. */
    JsonNode api(String method, String path, JsonNode body) {
        HttpResponse<String> answer = send(method, URI.create("http://" + cloud.apiEndpoint() + path), body);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    @Override
    public void close() {
        cloud.close();
        fakes.close();
        googleChat.close();
    }

    private HttpResponse<String> send(String method, URI uri, JsonNode body) {
        return send(HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofByteArray(Json.bytes(body)))
                .build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private static FunctionsFile functions() {
        FunctionsFile all = FunctionsFile.read(Path.of("../../infra/functions.yaml"));
        return new FunctionsFile(
                all.topics(),
                Stream.concat(
                                all.functions().stream()
                                        .filter(function -> function.module().equals("functions/chatops")),
                                Stream.of(slackOf2018()))
                        .toList());
    }

    private static FunctionSpec slackOf2018() {
        return new FunctionSpec(
                "slack-of-2018",
                FOR_TESTS,
                SlackOf2018.class.getName(),
                new FunctionSpec.Http(),
                "512Mi",
                Duration.ofSeconds(30),
                1,
                List.of());
    }

    private static List<Path> classPath(String module) {
        return module.equals(FOR_TESTS)
                ? Stream.concat(Stream.of(Path.of("target/test-classes")), deployed().stream())
                        .toList()
                : deployed();
    }

    private static List<Path> deployed() {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getProperty("java.class.path"))
                .filter(entry -> DEPLOYED.matcher(entry).matches())
                .map(Path::of)
                .toList();
    }
}
