package dev.sallyport.stages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Resources of the Compute API as Google answered with them, by their kind. */
final class RecordedResources {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path RECORDINGS = Path.of("../../infra/local/src/test/resources/recorded/compute");

    /** What a resource is known by, and whose it is. */
    private static final List<String> KEPT =
            List.of("name", "selfLink", "id", "description", "labels", "zone", "region");

    private final Map<String, List<ObjectNode>> byKind = new HashMap<>();

    RecordedResources() {
        try (Stream<Path> files = Files.list(RECORDINGS)) {
            files.filter(file -> file.toString().endsWith(".json")).sorted().forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another one of its kind under its name, or for each resource of a list so; the answer itself where none was recorded. */
    JsonNode insteadOf(JsonNode answer, SplittableRandom random) {
        for (JsonNode listed : answer.path("items")) {
            replace(listed, random);
        }
        replace(answer, random);
        return answer;
    }

    int count() {
        return byKind.values().stream().mapToInt(List::size).sum();
    }

    private void replace(JsonNode there, SplittableRandom random) {
        List<ObjectNode> others = byKind.getOrDefault(there.path("kind").asText(), List.of());
        if (there instanceof ObjectNode resource && !others.isEmpty()) {
            ObjectNode other = others.get(random.nextInt(others.size())).deepCopy();
            KEPT.forEach(field -> other.remove(field));
            KEPT.stream().filter(resource::has).forEach(field -> other.set(field, resource.get(field)));
            resource.removeAll();
            resource.setAll(other);
        }
    }

    private void add(Path file) {
        try {
            for (JsonNode exchange : JSON.readTree(file.toFile()).path("exchanges")) {
                if (exchange.path("status").asInt() == 200
                        && exchange.path("responseBody") instanceof ObjectNode body) {
                    add(body);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the recording " + file, e);
        }
    }

    private void add(ObjectNode body) {
        String kind = body.path("kind").asText();
        List<ObjectNode> others = byKind.computeIfAbsent(kind, unknown -> new ArrayList<>());
        if (!kind.isEmpty() && !body.has("items") && !others.contains(body)) {
            others.add(body);
        }
    }
}
