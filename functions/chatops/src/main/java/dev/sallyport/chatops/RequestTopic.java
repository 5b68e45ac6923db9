package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;

/** Where requests are published. */
final class RequestTopic {
    private final GoogleApis google;
    private final String path;

    RequestTopic(GoogleApis google, String project) {
        this.google = google;
        path = "/v1/projects/" + project + "/topics/sallyport-requests:publish";
    }

    /**
     * @throws IllegalStateException if Pub/Sub does not take it
     */
    void publish(ObjectNode request) {
        ObjectNode body = Json.object();
        body.putArray("messages").addObject().put("data", Base64.getEncoder().encodeToString(Json.bytes(request)));
        Rest.Answer answer = google.post("pubsub", path, body);
        if (!answer.isSuccess()) {
            throw new IllegalStateException("Pub/Sub answered " + answer.status() + " to a request");
        }
    }
}
