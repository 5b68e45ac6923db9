package dev.sallyport.local.recorded;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.local.recorded.Difference.Kind;
import dev.sallyport.local.recorded.LiveApi.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Sends the requests of one recording, in a project of its own, and compares what comes back. */
final class Replay {
    private static final Duration LONGEST_OPERATION = Duration.ofSeconds(30);

    private final LiveApi api;
    private final Rules rules;
    private final Recording recording;
    private final String project;
    private final Placeholders placeholders;
    private final LiveResources resources;

    Replay(LiveApi api, Rules rules, Recording recording, String project) {
        this.api = api;
        this.rules = rules;
        this.recording = recording;
        this.project = project;
        this.placeholders = new Placeholders(project, project.substring(project.length() - 6));
        this.resources = new LiveResources(api);
    }

    List<Result> run() {
        prepare();
        return recording.exchanges().stream()
                .filter(exchange -> exchange.inScope() || exchange.isCompute())
                .map(exchange -> new Result(recording, exchange, differences(exchange)))
                .filter(result -> result.exchange().inScope())
                .toList();
    }

    private void prepare() {
        JsonNode described = api.get("/v1/projects/" + project).body();
        placeholders.set("projectNumber", described.path("projectNumber").asText());
        Preconditions.load().of(recording).forEach(request -> request.send(api, project, placeholders));
        recording.preconditions().forEach(this::prepare);
    }

    private void prepare(String precondition) {
        if (precondition.contains("${publicImageID}")) {
            placeholders.set("publicImageID", newestImage("debian-12"));
        } else if (precondition.contains("/images/family/")) {
            placeholders.set("publicImageID", newestImage(precondition.substring(precondition.lastIndexOf('/') + 1)));
        }
    }

    private String newestImage(String family) {
        return api.get("/compute/v1/projects/debian-cloud/global/images/family/" + family)
                .body()
                .path("name")
                .asText();
    }

    private List<Difference> differences(Exchange exchange) {
        Optional<String> path = placeholders.fill(exchange.path());
        Optional<JsonNode> body =
                path.flatMap(filled -> RequestBody.of(rules, placeholders, resources, exchange.requestBody(), filled));
        if (path.isEmpty() || body.isEmpty()) {
            return List.of(Difference.at(
                    Kind.UNANSWERED, "(request)", "depends on an answer that an earlier exchange has not given"));
        }
        Answer answer = send(exchange, path.get(), body.get());
        resources.remember(exchange, path.get(), answer);
        List<Difference> differences = compare(exchange, answer);
        if (!exchange.isPoll() && !recording.pollsLater(exchange, name(exchange))) {
            finish(answer);
        }
        return differences;
    }

    private static String name(Exchange exchange) {
        return exchange.responseBody().path("name").asText();
    }

    private Answer send(Exchange exchange, String path, JsonNode body) {
        Answer first = api.send(exchange.method(), path, body);
        return exchange.isPoll() && exchange.status() == 200
                ? whenDone(first, () -> api.send(exchange.method(), path, body))
                : first;
    }

    private List<Difference> compare(Exchange exchange, Answer answer) {
        if (answer.status() == 501) {
            return List.of(Difference.at(Kind.NOT_EMULATED, "(status)", "501"));
        }
        if (answer.status() != exchange.status()) {
            return List.of(
                    Difference.at(Kind.STATUS, "(status)", "recorded " + exchange.status() + ", got " + answer.body()));
        }
        return Comparison.of(rules, placeholders, exchange, answer.body());
    }

    /** Waits for an operation that the recording does not ask for. */
    private void finish(Answer answer) {
        if (Exchange.isOperation(answer.body()) && answer.isRunning()) {
            String path = answer.body().path("selfLink").asText().replaceFirst("https://[^/]+", "");
            whenDone(answer, () -> api.get(path));
        }
    }

    private Answer whenDone(Answer first, Supplier<Answer> again) {
        AtomicReference<Answer> last = new AtomicReference<>(first);
        await("an operation of " + recording.name())
                .atMost(LONGEST_OPERATION)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !last.get().isRunning()
                        || !last.updateAndGet(running -> again.get()).isRunning());
        return last.get();
    }
}
