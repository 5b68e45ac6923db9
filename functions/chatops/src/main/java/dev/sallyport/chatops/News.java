package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * That something has come of a deployment, and how it stands now.
 *
 * @param document the deployment's, as plain JSON
 */
record News(ObjectNode document) {
    String deployment() {
        return document.path("name").asText();
    }

    long generation() {
        return document.path("generation").asLong();
    }

    /** The same for everything that comes of one accepted request. */
    String run() {
        return run(deployment(), generation());
    }

    /** The run of a generation. */
    static String run(String deployment, long generation) {
        return deployment + "-" + generation;
    }

    /** Whether anybody has worked on it yet. */
    boolean isBeginning() {
        return !isEnd()
                && document.path("stages").properties().stream()
                        .noneMatch(
                                stage -> stage.getValue().path("state").asText().equals("DONE"));
    }

    boolean isEnd() {
        return switch (phase()) {
            case "protected", "failed", "destroyed" -> true;
            default -> false;
        };
    }

    String phase() {
        return document.path("phase").asText().toLowerCase(Locale.ROOT);
    }

    /** What is said of the run's end; a run that was retried may end once more, and otherwise. */
    String moment() {
        return failed().isEmpty()
                ? phase()
                : phase() + "-" + failed().stream().map(this::attempt).collect(Collectors.joining("-"));
    }

    /** A stage's failure; when the stage fails again that is another. */
    String failure(String stage) {
        return run() + "-" + attempt(stage);
    }

    /** The stages that failed. */
    List<String> failed() {
        List<String> failed = new ArrayList<>();
        failures().fieldNames().forEachRemaining(failed::add);
        return failed;
    }

    private String attempt(String stage) {
        return stage + "-" + document.path("stages").path(stage).path("attempt").asLong();
    }

    /** Each stage that failed, with its error. */
    JsonNode failures() {
        ObjectNode failures = Json.object();
        document.path("stages").properties().stream()
                .filter(stage -> stage.getValue().path("state").asText().equals("FAILED"))
                .forEach(stage -> failures.set(stage.getKey(), stage.getValue().path("error")));
        return failures;
    }
}
