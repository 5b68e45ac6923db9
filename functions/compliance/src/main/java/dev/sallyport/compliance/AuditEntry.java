package dev.sallyport.compliance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.converge.Link;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.failure.Poison;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * What an entry of Cloud Audit Logs says was changed (cloud.google.com/logging/docs/audit/understanding-audit-logs).
 *
 * @param project the id of the project it was changed in
 * @param resource the resource's name, as the service has it
 */
record AuditEntry(String project, String resource) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of these, one that is nobody's may concern every deployment of its project. */
    private static final Set<String> SHARED = Set.of(
            "backendServices",
            "firewallPolicies",
            "firewalls",
            "forwardingRules",
            "iap_web",
            "instances",
            "instanceGroups",
            "networkEndpointGroups",
            "networks",
            "projects",
            "targetHttpProxies",
            "targetInstances",
            "targetPools",
            "targetTcpProxies",
            "urlMaps");

    /**
     * @return empty if it does not say what was changed, and where
     * @throws Poison if it is no entry
     */
    static Optional<AuditEntry> read(byte[] data) {
        try {
            JsonNode entry = JSON.readTree(data);
            String project = entry.at("/resource/labels/project_id").asText();
            String resource = entry.at("/protoPayload/resourceName").asText();
            return project.isEmpty() || resource.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new AuditEntry(project, resource));
        } catch (IOException e) {
            throw new Poison("the audit log's entry: it is no JSON");
        }
    }

    /** Whether it is about something that the deployment has made. */
    boolean isOf(Deployment deployment) {
        String end = "/" + collection() + "/" + Link.name(resource);
        return deployment.stages().values().stream()
                .flatMap(record -> record.outputs().values().stream())
                .anyMatch(output -> output.endsWith(end));
    }

    /** Whether it may concern a deployment that did not make it. */
    boolean mayConcernAll() {
        return SHARED.contains(collection());
    }

    /** The last segment but one, or what IAP's resources begin with. */
    private String collection() {
        if (resource.contains("/iap_web")) {
            return "iap_web";
        }
        String[] segments = resource.split("/");
        return segments.length < 2 ? resource : segments[segments.length - 2];
    }
}
