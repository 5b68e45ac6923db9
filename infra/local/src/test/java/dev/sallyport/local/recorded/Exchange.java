package dev.sallyport.local.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * One request and Google's answer to it.
 *
 * @param index of the exchange in its recording
 * @param requestBody missing where there was none, and so is the response's
 * @param beta whether the beta API answered
 * @param inScope whether the exchange is compared; the others only prepare
 */
record Exchange(
        int index,
        String method,
        String host,
        String path,
        JsonNode requestBody,
        int status,
        JsonNode responseBody,
        boolean beta,
        boolean inScope) {

    static Exchange of(int index, JsonNode json) {
        return new Exchange(
                index,
                json.get("method").asText(),
                json.get("host").asText(),
                json.get("path").asText(),
                body(json.get("requestBody")),
                json.get("status").asInt(),
                body(json.get("responseBody")),
                json.path("api").asText().equals("beta"),
                json.path("inScope").asBoolean(true));
    }

    private static JsonNode body(JsonNode body) {
        return body.isNull() ? MissingNode.getInstance() : body;
    }

    ResourcePath target() {
        return ResourcePath.of(path);
    }

    boolean answersOperation() {
        return isOperation(responseBody);
    }

    static boolean isOperation(JsonNode body) {
        return body.path("kind").asText().equals("compute#operation");
    }

    boolean isPoll() {
        return target().collection().equals("operations");
    }

    boolean isCompute() {
        return host.equals("compute.googleapis.com") || host.equals("www.googleapis.com");
    }
}
