package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Documents of deployments, as Firestore's REST form has them. */
final class SomeDeployment {
    private SomeDeployment() {}

    /** Generation 2, in which no stage has run. */
    static ObjectNode of(String name, String phase) {
        ObjectNode document = Json.object();
        ObjectNode fields = document.putObject("fields");
        text(fields, "name", name);
        text(fields, "project", "shop-project");
        text(fields, "phase", phase);
        text(fields, "direction", "PROVISION");
        ObjectNode request = Json.object();
        request.putArray("guests")
                .addObject()
                .put("principal", "user:sam@example.com")
                .put("until", "2030-01-01T00:00:00Z");
        text(fields, "request", request.toString());
        fields.putObject("generation").put("integerValue", "2");
        return document;
    }

    static JsonNode failedInAccess(String name) {
        return failedInAccess(name, 1);
    }

    /** In its attempt of that number. */
    static JsonNode failedInAccess(String name, int attempt) {
        ObjectNode document = of(name, "FAILED");
        ObjectNode fields = (ObjectNode) document.path("fields");
        ObjectNode stages = fields.putObject("stages").putObject("mapValue").putObject("fields");
        ObjectNode firewall = stage(stages, "firewall", "DONE");
        time(firewall, "started", "2026-11-27T12:00:00Z");
        time(firewall, "finished", "2026-11-27T12:00:01.2Z");
        ObjectNode access = stage(stages, "access", "FAILED");
        access.putObject("attempt").put("integerValue", String.valueOf(attempt));
        ObjectNode error = access.putObject("error").putObject("mapValue").putObject("fields");
        text(error, "message", "no <such> principal");
        text(error, "remedy", "name another");
        return document;
    }

    /** A plan with one change, as the chain keeps it. */
    static JsonNode plan(String digest) {
        ObjectNode plan = Json.object()
                .put("verdict", "changes-pending")
                .put("digest", digest)
                .put("generation", 2);
        ObjectNode stage = plan.putArray("stages").addObject().put("stage", "access");
        stage.putArray("changes").addObject().put("resource", "policy").put("action", "change");
        ObjectNode document = Json.object();
        text(document.putObject("fields"), "plan", plan.toString());
        return document;
    }

    private static ObjectNode stage(ObjectNode stages, String name, String state) {
        ObjectNode stage = stages.putObject(name).putObject("mapValue").putObject("fields");
        text(stage, "state", state);
        return stage;
    }

    private static void text(ObjectNode fields, String name, String value) {
        fields.putObject(name).put("stringValue", value);
    }

    private static void time(ObjectNode fields, String name, String value) {
        fields.putObject(name).put("timestampValue", value);
    }
}
