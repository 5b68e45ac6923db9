package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Documents of deployments, as Firestore's REST form has them. */
final class SomeDeployment {
    private SomeDeployment() {}

    static JsonNode failedInAccess(String name) {
        ObjectNode document = Json.object();
        ObjectNode fields = document.putObject("fields");
        text(fields, "name", name);
        text(fields, "project", "shop-project");
        text(fields, "phase", "FAILED");
        text(fields, "direction", "PROVISION");
        fields.putObject("generation").put("integerValue", "2");
        ObjectNode stages = fields.putObject("stages").putObject("mapValue").putObject("fields");
        ObjectNode firewall = stage(stages, "firewall", "DONE");
        time(firewall, "started", "2026-11-27T12:00:00Z");
        time(firewall, "finished", "2026-11-27T12:00:01.2Z");
        ObjectNode error = stage(stages, "access", "FAILED")
                .putObject("error")
                .putObject("mapValue")
                .putObject("fields");
        text(error, "message", "no <such> principal");
        text(error, "remedy", "name another");
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
