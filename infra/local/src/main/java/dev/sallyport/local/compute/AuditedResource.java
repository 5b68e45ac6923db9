package dev.sallyport.local.compute;

import com.google.api.MonitoredResource;
import java.util.Map;
import java.util.Optional;

/**
 * What Cloud Logging calls the resources of a collection. Source: the table of monitored resource types in Logging's
 * documentation.
 *
 * @param type such as {@code gce_firewall_rule}; labels of the id and the name are made of it
 * @param place the label with the scope; empty for a type without
 */
record AuditedResource(String type, Optional<String> place, boolean isNamed) {
    private static final Map<String, AuditedResource> TYPES = Map.ofEntries(
            Map.entry("addresses", in("location", "gce_reserved_address")),
            Map.entry("autoscalers", in("location", "gce_autoscaler")),
            Map.entry("backendBuckets", anywhere("gce_backend_bucket")),
            Map.entry("backendServices", in("location", "gce_backend_service")),
            Map.entry("disks", in("zone", "gce_disk")),
            Map.entry("firewalls", anywhere("gce_firewall_rule")),
            Map.entry("forwardingRules", in("region", "gce_forwarding_rule")),
            Map.entry("healthChecks", anywhere("gce_health_check")),
            Map.entry("images", anywhere("gce_image")),
            Map.entry(
                    "instanceGroupManagers",
                    in("location", "gce_instance_group_manager").named()),
            Map.entry("instanceGroups", in("location", "gce_instance_group").named()),
            Map.entry("instanceTemplates", anywhere("gce_instance_template").named()),
            Map.entry("instances", in("zone", "gce_instance")),
            Map.entry("networkEndpointGroups", in("zone", "gce_network_endpoint_group")),
            Map.entry("networks", anywhere("gce_network")),
            Map.entry("projects", anywhere("gce_project")),
            Map.entry("routers", in("region", "gce_router")),
            Map.entry("routes", anywhere("gce_route")),
            Map.entry("snapshots", anywhere("gce_snapshot")),
            Map.entry("sslCertificates", anywhere("gce_ssl_certificate").named()),
            Map.entry("sslPolicies", anywhere("gce_client_ssl_policy")),
            Map.entry("subnetworks", in("location", "gce_subnetwork").named()),
            Map.entry("targetHttpProxies", anywhere("gce_target_http_proxy")),
            Map.entry("targetHttpsProxies", anywhere("gce_target_https_proxy")),
            Map.entry("targetInstances", in("zone", "gce_target_http_instance")),
            Map.entry("targetPools", in("zone", "gce_target_pool")),
            Map.entry("targetSslProxies", anywhere("gce_target_ssl_proxy")),
            Map.entry("urlMaps", anywhere("gce_url_map")));

    private static AuditedResource anywhere(String type) {
        return new AuditedResource(type, Optional.empty(), false);
    }

    private static AuditedResource in(String place, String type) {
        return new AuditedResource(type, Optional.of(place), false);
    }

    private AuditedResource named() {
        return new AuditedResource(type, place, true);
    }

    /**
     * @param id empty if there is no such resource
     * @param method full name of the method, for collections that Logging has no type for
     */
    static MonitoredResource.Builder of(Link link, String id, String method) {
        MonitoredResource.Builder resource = MonitoredResource.newBuilder();
        if (!link.project().isEmpty()) {
            resource.putLabels("project_id", link.project());
        }
        AuditedResource known = TYPES.get(link.collection());
        if (known == null) {
            return resource.setType("audited_resource")
                    .putLabels("service", "compute.googleapis.com")
                    .putLabels("method", method);
        }
        known.describe(resource, link, id);
        return resource;
    }

    private void describe(MonitoredResource.Builder resource, Link link, String id) {
        String label = type.substring("gce_".length());
        resource.setType(type);
        if (!link.collection().equals("projects")) {
            resource.putLabels(label + "_id", id);
        }
        if (isNamed) {
            resource.putLabels(label + "_name", link.name());
        }
        place.ifPresent(name -> resource.putLabels(name, location(link.scope())));
    }

    static String location(Scope scope) {
        return scope.name().isEmpty() ? "global" : scope.name();
    }
}
