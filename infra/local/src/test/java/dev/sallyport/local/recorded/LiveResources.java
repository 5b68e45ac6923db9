package dev.sallyport.local.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sallyport.local.recorded.LiveApi.Answer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the live resources of a replay look like, for requests that send back what they read. */
final class LiveResources {
    private final LiveApi api;
    private final Map<String, JsonNode> last = new HashMap<>();
    private final Map<String, String> addresses = new HashMap<>();

    LiveResources(LiveApi api) {
        this.api = api;
    }

    /** Keeps what an answer has shown. */
    void remember(Exchange exchange, String path, Answer answer) {
        ResourcePath target = ResourcePath.of(path);
        boolean shown = exchange.method().equals("GET")
                && answer.status() == 200
                && target.verb().isEmpty();
        if (shown && target.resource().isPresent()) {
            last.put(target.resource().get(), answer.body());
            if (target.collection().equals("addresses") && answer.body().has("address")) {
                String type = answer.body().path("addressType").asText("EXTERNAL");
                addresses.put(type, answer.body().get("address").asText());
            }
        }
    }

    /** The resource as it is now, or as it was when last seen. */
    JsonNode current(String path) {
        Answer answer = api.get(path);
        if (answer.status() == 200) {
            last.put(path, answer.body());
        }
        return last.getOrDefault(path, MissingNode.getInstance());
    }

    /** The newest address of this type. */
    Optional<String> address(String type) {
        return Optional.ofNullable(addresses.get(type));
    }
}
