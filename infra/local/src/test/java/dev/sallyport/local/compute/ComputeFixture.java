package dev.sallyport.local.compute;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.longrunning.OperationTimedPollAlgorithm;
import com.google.api.gax.retrying.RetrySettings;
import com.google.cloud.compute.v1.Operation;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.Server;
import dev.sallyport.local.projects.Projects;
import dev.sallyport.local.time.CloudClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Consumer;

/** A Compute Engine on a free port, spoken to as by curl; Google's clients get its endpoint. */
final class ComputeFixture implements AutoCloseable {
    static final String PROJECT = "lab-project";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final CloudClock clock;
    final Projects projects;
    final ComputeEngine compute;
    private final Server server;
    private final String project;
    private final String authorization;

    ComputeFixture() {
        this(OperationLatency.none());
    }

    ComputeFixture(OperationLatency latency) {
        this(latency, compute -> {});
    }

    /** @param prepared gets the Compute Engine before its first call */
    ComputeFixture(OperationLatency latency, Consumer<ComputeEngine> prepared) {
        clock = CloudClock.system();
        projects = new Projects();
        project = PROJECT;
        authorization = "";
        compute = new ComputeEngine(clock, projects, latency);
        prepared.accept(compute);
        server = Server.builder()
                .localPort(0, SessionProtocol.HTTP)
                .requestTimeoutMillis(0)
                .serviceUnder("/compute", compute.service())
                .serviceUnder("/batch/compute", compute.batch())
                .build();
        server.start().join();
    }

    private ComputeFixture(ComputeFixture other, String project, String authorization) {
        this.clock = other.clock;
        this.projects = other.projects;
        this.compute = other.compute;
        this.server = other.server;
        this.project = project;
        this.authorization = authorization;
    }

    /** The same cloud, asked about another project. */
    ComputeFixture in(String otherProject) {
        return new ComputeFixture(this, otherProject, authorization);
    }

    /** The same cloud, asked with this Authorization header. */
    ComputeFixture as(String credentials) {
        return new ComputeFixture(this, project, credentials);
    }

    /** What an answer was: its status and JSON. */
    record Answer(int status, JsonNode json) {
        String message() {
            return json.at("/error/message").asText();
        }

        String reason() {
            return json.at("/error/errors/0/reason").asText();
        }
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.activeLocalPort();
    }

    NoCredentialsProvider credentials() {
        return NoCredentialsProvider.create();
    }

    /** Polls operations quickly: nothing here takes longer than that. */
    static OperationTimedPollAlgorithm quickPolling() {
        return OperationTimedPollAlgorithm.create(RetrySettings.newBuilder()
                .setInitialRetryDelayDuration(ofMillis(10))
                .setRetryDelayMultiplier(1.5)
                .setMaxRetryDelayDuration(ofMillis(100))
                .setTotalTimeoutDuration(ofSeconds(30))
                .build());
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer post(String path, String json) {
        return send("POST", path, json);
    }

    Answer patch(String path, String json) {
        return send("PATCH", path, json);
    }

    Answer put(String path, String json) {
        return send("PUT", path, json);
    }

    Answer delete(String path) {
        return send("DELETE", path, "");
    }

    /** Sends a request; the path is the part after the project. Single quotes stand for double ones in the body. */
    Answer send(String method, String path, String json) {
        return sendTo(method, "/compute/v1/projects/" + project + "/" + path, json);
    }

    Answer sendTo(String method, String path, String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint() + path))
                .method(
                        method,
                        json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json.replace('\'', '"')));
        if (!authorization.isEmpty()) {
            request.header("authorization", authorization);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Sends a change that has to be accepted and to succeed. */
    Answer change(String method, String path, String json) {
        Answer answer = send(method, path, json);
        if (answer.status() != 200) {
            throw new AssertionError(method + " " + path + ": " + answer.json());
        }
        String operation = answer.json().get("selfLink").asText().substring("https://www.googleapis.com".length());
        Answer done = sendTo("POST", operation + "/wait", "");
        if (done.json().has("error")) {
            throw new AssertionError(method + " " + path + ": " + done.json());
        }
        return done;
    }

    static boolean succeeded(Operation operation) {
        return operation.getStatus() == Operation.Status.DONE && !operation.hasError();
    }

    /** Does not wait for the server: its event loops take two seconds to be sure that nothing comes any more. */
    @Override
    public void close() {
        server.stop();
        clock.close();
    }
}
