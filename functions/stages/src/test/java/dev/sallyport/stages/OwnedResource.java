package dev.sallyport.stages;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.compute.v1.Address;
import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.Firewall;
import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.HealthCheck;
import com.google.cloud.compute.v1.InstanceGroup;
import com.google.cloud.compute.v1.InstanceGroupManager;
import com.google.cloud.compute.v1.InstanceTemplate;
import com.google.cloud.compute.v1.SslCertificate;
import com.google.cloud.compute.v1.SslPolicy;
import com.google.cloud.compute.v1.TargetHttpProxy;
import com.google.cloud.compute.v1.TargetHttpsProxy;
import com.google.cloud.compute.v1.UrlMap;
import com.google.protobuf.Descriptors.Descriptor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A Compute resource of the lab's deployment. */
record OwnedResource(Kind kind, String name) {
    private static final String REGION = "regions/us-central1/";

    static final List<Kind> KINDS = List.of(
            kind(
                    "global/firewalls",
                    Firewall.getDescriptor(),
                    "network direction priority disabled sourceRanges targetTags allowed denied destinationRanges"
                            + " sourceTags sourceServiceAccounts targetServiceAccounts"),
            kind("global/instanceTemplates", InstanceTemplate.getDescriptor(), "properties"),
            kind("global/sslCertificates", SslCertificate.getDescriptor(), "type selfManaged managed"),
            kind(
                    REGION + "instanceGroupManagers",
                    InstanceGroupManager.getDescriptor(),
                    "instanceTemplate targetSize updatePolicy distributionPolicy autoHealingPolicies"
                            + " instanceLifecyclePolicy"),
            kind(REGION + "instanceGroups", InstanceGroup.getDescriptor(), "namedPorts"),
            kind(
                    "global/healthChecks",
                    HealthCheck.getDescriptor(),
                    "type httpHealthCheck checkIntervalSec timeoutSec healthyThreshold unhealthyThreshold"),
            kind(
                    "global/backendServices",
                    BackendService.getDescriptor(),
                    "loadBalancingScheme protocol portName timeoutSec connectionDraining enableCDN healthChecks backends"
                            + " iap"),
            kind("global/addresses", Address.getDescriptor(), "addressType"),
            kind(
                    "global/urlMaps",
                    UrlMap.getDescriptor(),
                    "defaultService hostRules pathMatchers defaultUrlRedirect defaultRouteAction"),
            kind("global/sslPolicies", SslPolicy.getDescriptor(), "minTlsVersion profile"),
            kind("global/targetHttpProxies", TargetHttpProxy.getDescriptor(), "urlMap"),
            kind("global/targetHttpsProxies", TargetHttpsProxy.getDescriptor(), "urlMap sslCertificates sslPolicy"),
            kind(
                    "global/forwardingRules",
                    ForwardingRule.getDescriptor(),
                    "loadBalancingScheme IPProtocol IPAddress portRange target"));

    /** Methods that set a field of which PATCH knows nothing. */
    private static final Map<String, String> SETTERS = Map.of(
            "instanceGroups/namedPorts", "setNamedPorts",
            "addresses/labels", "setLabels",
            "forwardingRules/labels", "setLabels",
            "forwardingRules/target", "setTarget");

    /** Members of governed fields that are left to whoever looks after the project, too: they change nothing about who gets in. */
    private static final Set<String> LEFT = Set.of(
            "portName",
            "description",
            "oauth2ClientSecretSha256",
            "initialDelaySec",
            "targetShape",
            "defaultActionOnFailure",
            "forceUpdateOnRepair",
            "instanceRedistributionType");

    private static Kind kind(String path, Descriptor type, String governed) {
        return new Kind(path, type, List.of(governed.split(" ")));
    }

    /** As plans name it. */
    String id() {
        return kind.collection() + "/" + name;
    }

    String path() {
        return kind.path() + "/" + name;
    }

    /** Whether Sallyport has a say in the field; others are left to whoever looks after the project. */
    boolean governs(String field) {
        return kind.governed().contains(field);
    }

    /** Whether these members, of fields that it has a say in, are not its own business either. */
    boolean leaves(Set<String> members) {
        return LEFT.containsAll(members);
    }

    /** How to ask for a change of the field; empty if there is no way. */
    Optional<Way> change(String field) {
        Optional<String> setter = Optional.ofNullable(SETTERS.get(kind.collection() + "/" + field));
        if (setter.isPresent()) {
            return Optional.of(new Way("POST", path() + "/" + setter.get()));
        }
        return kind.isGroup() ? Optional.empty() : Optional.of(new Way("PATCH", path()));
    }

    /**
     * A collection.
     *
     * @param governed the fields that Sallyport compares and puts back
     */
    record Kind(String path, Descriptor type, List<String> governed) {
        String collection() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        /** Groups have no mark of their own; they go with the manager of their name. */
        boolean isOwned(JsonNode resource) {
            return isGroup() || resource.path("description").asText().endsWith("deployment lab");
        }

        private boolean isGroup() {
            return collection().equals("instanceGroups");
        }
    }

    /** How to ask for a change. */
    record Way(String method, String path) {}
}
