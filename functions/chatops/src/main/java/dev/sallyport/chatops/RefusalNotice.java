package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What was said of a refused request on the lifecycle topic.
 *
 * @param request its id
 * @param by who asked, and where
 */
record RefusalNotice(String deployment, String request, String by, String reason) {

    /** Nothing if it tells of something else. */
    static Optional<RefusalNotice> read(JsonNode told) {
        return told.path("kind").asText().equals("refused")
                ? Optional.of(new RefusalNotice(
                        told.path("deployment").asText(),
                        told.path("request").asText(),
                        told.path("by").asText(),
                        told.path("reason").asText()))
                : Optional.empty();
    }

    /** The same for every copy of the request; refused for another reason it is another. */
    String id() {
        String identity = String.join(" ", "refused", deployment, request, reason);
        return Sha256.of(identity.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    Reply reply(Dialect dialect) {
        return Reply.toEverybody(
                dialect.plain(deployment + ": a request was refused"),
                "Asked for by " + dialect.plain(by) + ".",
                dialect.plain(reason));
    }

    ObjectNode write() {
        return Json.object()
                .put("deployment", deployment)
                .put("kind", "refused")
                .put("request", request)
                .put("by", by)
                .put("reason", reason);
    }
}
