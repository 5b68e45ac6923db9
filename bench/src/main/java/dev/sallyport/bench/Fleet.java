package dev.sallyport.bench;

import dev.sallyport.chain.Topics;
import dev.sallyport.google.TopicPublisher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Requests for many deployments, each as {@code examples/lab.json} with names of its own, spread evenly over projects.
 *
 * @param lab the example's text
 */
record Fleet(String lab, int deployments, int projects) {
    private static final Path EXAMPLE = Path.of("examples", "lab.json");

    static Fleet of(int deployments, int projects) {
        try {
            return new Fleet(Files.readString(EXAMPLE), deployments, projects);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + EXAMPLE, e);
        }
    }

    List<TopicPublisher.Message> requests() {
        return IntStream.range(0, deployments).mapToObj(this::request).toList();
    }

    private TopicPublisher.Message request(int number) {
        return request("app-" + number, "fleet-" + number % projects);
    }

    /** A request for one deployment. */
    TopicPublisher.Message request(String name, String project) {
        String request = lab.replace(
                        "\"deployment\": \"lab\"", "\"deployment\": \"" + name + "\", \"requestId\": \"" + name + "\"")
                .replace("lab-project", project)
                .replace("my-", name + "-")
                .replace("allow-iap-traffic", name + "-rule")
                .replace("static-ip", name + "-ip");
        return new TopicPublisher.Message(Topics.REQUESTS, request.getBytes(StandardCharsets.UTF_8), Map.of());
    }
}
