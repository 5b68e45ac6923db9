package dev.sallyport.compliance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.finding.RepairPlan;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The request to repair what a check has found, as anybody would make it. */
final class RepairRequest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_BY = 200;

    private RepairRequest() {}

    static byte[] of(Deployment deployment, RepairPlan plan) {
        Instant checked = plan.entry().compliance().checked().orElseThrow();
        String by = "compliance: " + String.join(", ", plan.findings());
        ObjectNode request = JSON.createObjectNode()
                .put("action", "repair")
                .put("deployment", deployment.name())
                .put("requestId", "compliance-" + deployment.generation() + "-" + checked.toEpochMilli())
                .put(
                        "by",
                        by.length() > LONGEST_BY
                                ? by.substring(0, LONGEST_BY - 3).strip() + "..."
                                : by);
        plan.stages().forEach(stage -> request.withArray("stages").add(stage.value()));
        return request.toString().getBytes(StandardCharsets.UTF_8);
    }
}
