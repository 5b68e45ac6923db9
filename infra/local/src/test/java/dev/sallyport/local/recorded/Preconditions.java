package dev.sallyport.local.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sallyport.local.recorded.LiveApi.Answer;
import java.util.List;
import java.util.stream.Stream;

/** What had been done to the recorded projects before, as recorded/preconditions.yaml has it. */
record Preconditions(List<Precondition> preconditions) {

    record Precondition(List<String> recordings, List<Request> requests) {}

    /**
     * A request about the project.
     *
     * @param path from the project on
     * @param body null for none
     */
    record Request(String method, String path, JsonNode body) {

        /** Sends it and waits for its operation. */
        void send(LiveApi api, String project, Placeholders placeholders) {
            String url = "/compute/v1/projects/" + project + "/" + path;
            Answer answer = api.send(method, url, body == null ? MissingNode.getInstance() : filled(placeholders));
            assertThat(answer.status())
                    .as("%s %s: %s", method, url, answer.body())
                    .isEqualTo(200);
            String operation = answer.body().path("selfLink").asText().replaceFirst("https://[^/]+", "");
            Answer end = api.send("POST", operation + "/wait", MissingNode.getInstance());
            assertThat(end.body().path("status").asText() + end.body().path("error"))
                    .as("%s %s", method, url)
                    .isEqualTo("DONE");
        }

        private JsonNode filled(Placeholders placeholders) {
            return LiveApi.parse(placeholders.fill(body.toString()).orElseThrow());
        }
    }

    static Preconditions load() {
        return Yaml.read("preconditions.yaml", Preconditions.class);
    }

    Stream<Request> of(Recording recording) {
        return preconditions.stream()
                .filter(precondition -> precondition.recordings().contains(recording.name()))
                .flatMap(precondition -> precondition.requests().stream());
    }
}
