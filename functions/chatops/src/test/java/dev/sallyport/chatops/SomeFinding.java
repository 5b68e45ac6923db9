package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What is said on the lifecycle topic of a finding about generation 2 of the shop. */
final class SomeFinding {
    private SomeFinding() {}

    /** @param mode what is done about it */
    static JsonNode opened(String mode) {
        return of("finding-opened", mode);
    }

    static JsonNode repaired() {
        return of("repaired", "ask");
    }

    private static JsonNode of(String kind, String mode) {
        ObjectNode told =
                Json.object().put("deployment", "shop").put("generation", 2).put("kind", kind);
        told.putObject("finding")
                .put("id", "iap-on backendServices/shop")
                .put("control", "iap-on")
                .put("severity", "high")
                .put("mode", mode)
                .put("title", "IAP is off")
                .put("text", "iap.enabled is false")
                .put("remedy", "switch it on")
                .put("at", "2026-11-27T12:00:00Z");
        return told;
    }
}
