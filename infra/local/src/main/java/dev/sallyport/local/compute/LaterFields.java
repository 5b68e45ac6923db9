package dev.sallyport.local.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;
import dev.sallyport.local.api.LaterMembers;

/**
 * Fields that Compute Engine answers and {@code proto-google-cloud-compute-v1} does not know yet. Each follows from other
 * fields of the same resource. Sources: the recordings computesecuritypolicy, exchange 3, and computerouternat,
 * exchange 33.
 */
final class LaterFields implements LaterMembers {
    /** What Cloud NAT takes where nobody has set tcpTimeWaitTimeoutSec. */
    private static final int TIME_WAIT_SECONDS = 120;

    /** Of the resource itself, of its lists and of its aggregated lists. */
    @Override
    public boolean concern(Descriptor answer) {
        return answer.getName().startsWith("SecurityPolic") || answer.getName().startsWith("Router");
    }

    @Override
    public void addTo(ObjectNode answer) {
        complete(answer);
    }

    private static void complete(JsonNode json) {
        switch (json.path("kind").asText()) {
            case "compute#securityPolicy" -> addLinkWithId((ObjectNode) json);
            case "compute#router" -> json.path("nats").forEach(nat -> addTimeWait((ObjectNode) nat));
            default -> json.forEach(LaterFields::complete);
        }
    }

    private static void addLinkWithId(ObjectNode policy) {
        String selfLink = policy.path("selfLink").asText();
        if (selfLink.contains("/global/")) {
            String collection = selfLink.substring(0, selfLink.lastIndexOf('/') + 1);
            policy.put("selfLinkWithId", collection + policy.path("id").asText());
        }
    }

    private static void addTimeWait(ObjectNode nat) {
        nat.put(
                "effectiveTcpTimeWaitTimeoutSec",
                nat.path("tcpTimeWaitTimeoutSec").asInt(TIME_WAIT_SECONDS));
    }
}
