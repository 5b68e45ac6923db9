package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what is on record of deployments, over REST: Google's client for Firestore alone takes longer than Slack waits. */
final class DeploymentReader {
    private static final int MOST = 100;

    private final GoogleApis google;
    private final String documents;

    DeploymentReader(GoogleApis google, String project) {
        this.google = google;
        documents = "/v1/projects/" + project + "/databases/(default)/documents/deployments";
    }

    /**
     * One deployment's document as plain JSON, or nothing if there is none.
     *
     * @throws IllegalStateException if Firestore cannot tell
     */
    Optional<ObjectNode> one(String name) {
        return document("/" + name);
    }

    /** A document below a deployment's, otherwise as {@link #one}. */
    Optional<ObjectNode> below(String name, String collection, String id) {
        return document("/" + name + "/" + collection + "/" + id);
    }

    /** The first hundred deployments by name. */
    List<ObjectNode> all() {
        String mask = "&mask.fieldPaths=name&mask.fieldPaths=phase&mask.fieldPaths=generation&mask.fieldPaths=project";
        List<ObjectNode> all = new ArrayList<>();
        JsonNode answer = checked(google.get("firestore", documents + "?pageSize=" + MOST + mask));
        answer.path("documents").forEach(document -> all.add(FirestoreJson.fields(document)));
        return all;
    }

    private Optional<ObjectNode> document(String path) {
        Rest.Answer answer = google.get("firestore", documents + path);
        return answer.status() == 404 ? Optional.empty() : Optional.of(FirestoreJson.fields(checked(answer)));
    }

    private static JsonNode checked(Rest.Answer answer) {
        if (!answer.isSuccess()) {
            throw new IllegalStateException("Firestore answered " + answer.status() + " about deployments");
        }
        return answer.body();
    }
}
