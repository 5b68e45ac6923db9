package dev.sallyport.stages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Somebody who changes one thing of a deployment by hand, over the API's own REST form and chosen at random. */
final class Meddler {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** What the API refuses is no change; then something else is tried. */
    private static final int MOST_TRIES = 400;

    private static final int DELETIONS_IN_TEN = 1;
    private static final int GOVERNED_IN_TEN = 8;

    /** What only the API writes, and the mark itself: without it the resource is nobody's to repair. */
    private static final Set<String> BEYOND_REACH = Set.of(
            "id", "kind", "name", "selfLink", "selfLinkWithId", "creationTimestamp", "fingerprint", "description");

    private final HttpClient client = HttpClient.newHttpClient();
    private final String compute;
    private final Random random;
    private final RandomValue values;

    Meddler(Lab lab, Random random) {
        compute = "http://" + lab.apiEndpoint() + "/compute/v1/projects/" + lab.project() + "/";
        this.random = random;
        values = new RandomValue(random);
    }

    /** Changes one field of one resource of the deployment, or deletes one. */
    Deed meddle() {
        List<OwnedResource> owned = owned();
        for (int i = 0; i < MOST_TRIES; i++) {
            OwnedResource resource = owned.get(random.nextInt(owned.size()));
            Optional<Deed> done =
                    random.nextInt(10) < DELETIONS_IN_TEN ? delete(resource) : change(resource, get(resource));
            if (done.isPresent()) {
                return done.get();
            }
        }
        throw new AssertionError("nothing of " + owned + " could be changed");
    }

    /** The resource as it is, or a missing node. */
    JsonNode get(OwnedResource resource) {
        return call("GET", resource.path(), "").orElse(MissingNode.getInstance());
    }

    private List<OwnedResource> owned() {
        List<OwnedResource> owned = new ArrayList<>();
        OwnedResource.KINDS.forEach(kind -> call("GET", kind.path(), "")
                .orElseThrow()
                .path("items")
                .forEach(item -> {
                    if (kind.isOwned(item)) {
                        owned.add(new OwnedResource(kind, item.path("name").asText()));
                    }
                }));
        return owned;
    }

    private Optional<Deed> delete(OwnedResource resource) {
        JsonNode before = get(resource);
        return call("DELETE", resource.path(), "")
                .filter(this::succeeded)
                .map(done -> new Deed(resource, Optional.empty(), before, MissingNode.getInstance()));
    }

    private Optional<Deed> change(OwnedResource resource, JsonNode before) {
        FieldDescriptor field = field(resource.kind());
        String name = field.getJsonName();
        if (BEYOND_REACH.contains(name)) {
            return Optional.empty();
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set(name, values.of(field, before.path(name)));
        if (before.has("fingerprint")) {
            body.set("fingerprint", before.get("fingerprint"));
        }
        return resource.change(name)
                .flatMap(way -> call(way.method(), way.path(), body.toString()))
                .filter(this::succeeded)
                .map(done -> get(resource))
                .filter(after -> !after.path(name).equals(before.path(name)))
                .map(after -> new Deed(resource, Optional.of(name), before.path(name), after.path(name)));
    }

    /** Mostly one that matters to Sallyport: there are many more that do not. */
    private FieldDescriptor field(OwnedResource.Kind kind) {
        if (random.nextInt(10) >= GOVERNED_IN_TEN) {
            return values.fieldOf(kind.type());
        }
        String name = kind.governed().get(random.nextInt(kind.governed().size()));
        return kind.type().getFields().stream()
                .filter(field -> field.getJsonName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(kind.type().getName() + " has no " + name));
    }

    private boolean succeeded(JsonNode operation) {
        String link = operation.path("selfLink").asText();
        String path = link.substring(link.indexOf("/projects/") + 1).split("/", 3)[2];
        return !call("POST", path + "/wait", "").orElseThrow().has("error");
    }

    /** The answer, or nothing where the API refuses. */
    private Optional<JsonNode> call(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(compute + path))
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            var response = client.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(MAPPER.readTree(response.body())) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to " + method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
