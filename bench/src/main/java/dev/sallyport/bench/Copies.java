package dev.sallyport.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Deployments that are what another is, with names of their own: the same resources, made through the APIs in the order
 * that the stages make them in, and the same document. To provision a thousand takes minutes, to copy them seconds.
 */
final class Copies {
    private static final List<String> OUTPUT_ONLY = List.of(
            "id",
            "kind",
            "creationTimestamp",
            "selfLink",
            "selfLinkWithId",
            "fingerprint",
            "status",
            "instanceGroup",
            "usedBy",
            "currentActions");

    private final RestClient api;
    private final String project;
    private final String region;
    private final String original;
    private final SelfSignedKey key;
    private final JsonNode document;
    private final String oldSha256;
    private final String oldAddress;

    /** @param original the name of the deployment, which those of its resources begin with */
    Copies(RestClient api, String project, String region, String original, SelfSignedKey key) {
        this.api = api;
        this.project = project;
        this.region = region;
        this.original = original;
        this.key = key;
        document = api.get(documents() + original);
        oldSha256 = output("certificate", "sha256");
        oldAddress = output("frontend", "address");
    }

    /** @param names of the copies, as long as the original's */
    void make(List<String> names) {
        requireSameLabel();
        IntStream.range(0, names.size()).parallel().forEach(i -> new Copy(names.get(i)).make());
    }

    /** What the copies' templates are labelled by must be what the stage labels the original's by. */
    private void requireSameLabel() {
        String there = api.get(global("instanceTemplates") + "/" + original + "-instance-template")
                .at("/properties/labels/" + ContentsLabel.KEY)
                .asText();
        String computed = ContentsLabel.of(request(original));
        if (!there.equals(computed)) {
            throw new IllegalStateException("the template of " + original + " has the label " + there + " (expected: "
                    + computed + ", as ContentsLabel has it)");
        }
    }

    private JsonNode request(String name) {
        return parsed(document.at("/fields/request/stringValue").asText().replace(original, name));
    }

    private String documents() {
        return "/v1/projects/" + project + "/databases/(default)/documents/deployments/";
    }

    private String output(String stage, String name) {
        return document.at("/fields/stages/mapValue/fields/" + stage + "/mapValue/fields/outputs/mapValue/fields/"
                        + name + "/stringValue")
                .asText();
    }

    private String global(String collection) {
        return "/compute/v1/projects/" + project + "/global/" + collection;
    }

    private String regional(String collection) {
        return "/compute/v1/projects/" + project + "/regions/" + region + "/" + collection;
    }

    private final class Copy {
        private final String name;

        Copy(String name) {
            this.name = name;
        }

        void make() {
            insert(global("firewalls"), resource(global("firewalls"), "iap-traffic"));
            insert(global("healthChecks"), resource(global("healthChecks"), "health-check"));
            String services = global("backendServices");
            ObjectNode service = resource(services, "backend-service");
            // VMs have to start after the service is there.
            JsonNode backends = service.remove("backends");
            insert(services, service);
            insert(global("instanceTemplates"), template());
            group();
            api.call(
                    "PATCH",
                    services + "/" + name + "-backend-service",
                    RestClient.JSON.createObjectNode().set("backends", backends));
            String id = api.get(services + "/" + name + "-backend-service")
                    .path("id")
                    .asText();
            policy(id);
            certificate();
            record(id, frontEnd());
        }

        private ObjectNode template() {
            ObjectNode template = resource(global("instanceTemplates"), "instance-template");
            template.withObject("/properties/labels").put(ContentsLabel.KEY, ContentsLabel.of(request(name)));
            return template;
        }

        private void group() {
            String managers = regional("instanceGroupManagers");
            insert(managers, resource(managers, "managed-instance-group"));
            String group = regional("instanceGroups") + "/" + name + "-managed-instance-group";
            ObjectNode ports = RestClient.JSON.createObjectNode();
            ports.set(
                    "namedPorts",
                    api.get(regional("instanceGroups") + "/" + original + "-managed-instance-group")
                            .path("namedPorts"));
            ports.set("fingerprint", api.get(group).path("fingerprint"));
            api.call("POST", group + "/setNamedPorts", ports);
        }

        private void policy(String id) {
            String services = "/v1/projects/" + project + "/iap_web/compute/services/";
            ObjectNode empty = RestClient.JSON.createObjectNode();
            JsonNode policy = api.call("POST", services + output("backend", "id") + ":getIamPolicy", empty);
            ObjectNode bindings = RestClient.JSON.createObjectNode();
            bindings.putObject("policy").set("bindings", policy.path("bindings"));
            api.call("POST", services + id + ":setIamPolicy", bindings);
        }

        private void certificate() {
            ObjectNode certificate = resource(global("sslCertificates"), "cert");
            certificate.remove(List.of("certificate", "expireTime", "subjectAlternativeNames"));
            certificate
                    .putObject("selfManaged")
                    .put("certificate", key.certificate())
                    .put("privateKey", key.privateKey());
            insert(global("sslCertificates"), certificate);
        }

        /** Returns its address. */
        private String frontEnd() {
            ObjectNode wanted = resource(global("addresses"), "ip");
            wanted.remove(List.of("address", "users"));
            insert(global("addresses"), wanted);
            String address = api.get(global("addresses") + "/" + name + "-ip")
                    .path("address")
                    .asText();
            insert(global("urlMaps"), resource(global("urlMaps"), "load-balancer"));
            insert(global("targetHttpsProxies"), resource(global("targetHttpsProxies"), "load-balancer-target-proxy"));
            ObjectNode rule = resource(global("forwardingRules"), "load-balancer-forwarding-rule");
            insert(global("forwardingRules"), rule.put("IPAddress", address));
            return address;
        }

        private void record(String id, String address) {
            String text = document.path("fields")
                    .toString()
                    .replace(original, name)
                    .replace(output("backend", "id"), id)
                    .replace(oldAddress, address)
                    .replace(oldSha256, key.sha256());
            ObjectNode copy = RestClient.JSON.createObjectNode();
            copy.set("fields", parsed(text));
            api.call("PATCH", documents() + name, copy);
        }

        /** The original's resource under the copy's name, without what only the API says. */
        private ObjectNode resource(String collection, String suffix) {
            JsonNode there = api.get(collection + "/" + original + "-" + suffix);
            ObjectNode copy = (ObjectNode) parsed(there.toString().replace(original, name));
            copy.remove(OUTPUT_ONLY);
            return copy;
        }

        private void insert(String collection, ObjectNode resource) {
            api.call("POST", collection, resource);
        }
    }

    private static JsonNode parsed(String json) {
        try {
            return RestClient.JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("it was JSON before names were changed: " + json, e);
        }
    }
}
