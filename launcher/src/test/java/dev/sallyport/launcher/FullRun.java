package dev.sallyport.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.launcher.CostSheet.Use;
import dev.sallyport.local.functions.FunctionsFile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Everything that is ever asked of Sallyport, one after the other: applications that are made, changed, meddled with,
 * repaired, steered and taken down, from chats as well.
 *
 * @param calls those that each function made
 * @param uses what was used for the things that cost something, by the names of {@code infra/cost.yaml}
 */
record FullRun(List<ObservedCall> calls, Map<String, Use> uses) {
    private static final Duration UNTIL_OVERLOOKED = Duration.ofMinutes(6);
    private static final String COMPUTE = "/compute/v1/projects/" + Lab.PROJECT + "/";

    static FullRun of(FunctionsFile list) {
        try (ChatCaller chats = new ChatCaller();
                StepwiseCloud cloud = new StepwiseCloud(list, chats.settings(Lab.PROJECT))) {
            chats.secrets().forEach((id, value) -> cloud.api().secret(Lab.PROJECT, id, value));
            Map<String, Use> uses = UseMeter.measure(cloud);
            plan(cloud, Lab.of("lab", "destroy"));
            plan(cloud, request(FullRun::anotherWay));
            plan(cloud, request(FullRun::ownClient));
            change(cloud);
            meddleAndRepair(cloud);
            chat(cloud, chats);
            steer(cloud);
            neverUnderstood(cloud);
            cloud.ask(Lab.of("lab", "destroy"));
            return new FullRun(cloud.calls(), uses);
        }
    }

    /** Everything that can be another way, then everything under another name, and back. */
    private static void change(StepwiseCloud cloud) {
        provision(cloud, FullRun::anotherWay);
        provision(cloud, FullRun::otherNames);
        provision(cloud, FullRun::ownClient);
        provision(cloud, FullRun::anotherWay);
        provision(cloud, request -> {
            anotherWay(request);
            request.withObject("/loadBalancer/tls").put("profile", "RESTRICTED");
        });
        provision(cloud, request -> {});
        provision(cloud, FullRun::anotherWay);
        cloud.ask(Lab.of("lab", "recheck"));
    }

    private static void anotherWay(ObjectNode request) {
        request.withObject("/instanceTemplate").put("machineType", "e2-small").put("externalAddress", false);
        request.withObject("/instanceGroup").put("size", 2).put("portName", "web");
        request.withObject("/healthCheck").put("path", "/?asked-by=health-check");
        request.withObject("/backendService").put("timeoutSec", 60);
        request.withObject("/certificate/selfSigned/subject").put("commonName", "Another");
        request.withObject("/loadBalancer")
                .put("http", "redirect")
                .putObject("tls")
                .put("profile", "MODERN");
        request.withArray("principals").add("user:bob@example.com");
    }

    /** The startup script names the backend service, too. */
    private static void otherNames(ObjectNode request) {
        String renamed = request.toString()
                .replace("my-", "other-")
                .replace("allow-iap-traffic", "other-rule")
                .replace("static-ip", "other-ip");
        request.setAll(read(renamed));
    }

    private static void ownClient(ObjectNode request) {
        request.putObject("consent")
                .putObject("ownClient")
                .put("clientId", "1-a.apps.googleusercontent.com")
                .put("clientSecret", "projects/" + Lab.PROJECT + "/secrets/webhook/versions/latest");
    }

    /** Somebody changes by hand what can be changed in place. */
    private static void meddleAndRepair(StepwiseCloud cloud) {
        String redirect = cloud.api()
                .json(cloud.api().get(COMPUTE + "global/targetHttpProxies"))
                .at("/items/0/name")
                .asText();
        compute(cloud, "POST", "global/backendServices", "{\"name\": \"decoy\"}");
        compute(
                cloud,
                "POST",
                "global/urlMaps",
                "{\"name\": \"decoy\", \"defaultService\": \"global/backendServices/decoy\"}");
        compute(
                cloud,
                "POST",
                "global/targetHttpProxies",
                "{\"name\": \"decoy\", \"urlMap\": \"global/urlMaps/decoy\"}");
        compute(cloud, "PATCH", "global/firewalls/allow-iap-traffic", "{\"priority\": 900}");
        compute(
                cloud,
                "PATCH",
                "global/urlMaps/my-load-balancer",
                "{\"defaultService\": \"global/backendServices/decoy\"}");
        compute(
                cloud,
                "POST",
                "targetHttpProxies/" + redirect + "/setUrlMap",
                "{\"urlMap\": \"global/urlMaps/decoy\"}");
        sideDoors(cloud);
        cloud.tick("compliance");
        cloud.ask(Lab.of("lab", "recheck"));
        cloud.audited("firewalls/allow-iap-traffic");
        cloud.ask(Lab.of("lab", "repair"));
        compute(cloud, "DELETE", "global/backendServices/by-endpoints", "");
        compute(cloud, "DELETE", "global/backendServices/by-group", "");
        compute(
                cloud,
                "PATCH",
                "global/urlMaps/my-load-balancer",
                "{\"hostRules\": [{\"hosts\": [\"*\"], \"pathMatcher\": \"all\"}],"
                        + " \"pathMatchers\": [{\"name\": \"all\", \"defaultService\": \"global/backendServices/decoy\"}]}");
        compute(cloud, "PATCH", "global/firewalls/allow-iap-traffic", "{\"targetTags\": [\"none\"]}");
        cloud.api()
                .json(cloud.api().get(COMPUTE + "global/forwardingRules"))
                .path("items")
                .forEach(rule -> {
                    if (rule.path("target").asText().endsWith("/" + redirect)) {
                        compute(
                                cloud,
                                "POST",
                                "global/forwardingRules/" + rule.path("name").asText() + "/setTarget",
                                "{\"target\": \"global/targetHttpProxies/decoy\"}");
                    }
                });
        cloud.ask(Lab.of("lab", "repair"));
    }

    /** Others lead to a VM by groups of their own, which also gets an address. */
    private static void sideDoors(StepwiseCloud cloud) {
        String vm = cloud.api().json(cloud.api().get(COMPUTE + "aggregated/instances")).findValues("selfLink").stream()
                .map(JsonNode::asText)
                .filter(link -> link.contains("/instances/"))
                .map(link -> link.substring(link.indexOf("zones/")))
                .findFirst()
                .orElseThrow();
        String zone = vm.substring(0, vm.indexOf("instances/"));
        String instance = "\"instance\": \"" + COMPUTE.replace("/compute/v1/", "") + vm + "\"";
        compute(cloud, "POST", vm + "/addAccessConfig?networkInterface=nic0", "{\"name\": \"External NAT\"}");
        compute(
                cloud,
                "POST",
                zone + "networkEndpointGroups",
                "{\"name\": \"theirs\", \"networkEndpointType\": \"GCE_VM_IP_PORT\", \"defaultPort\": 80}");
        compute(
                cloud,
                "POST",
                zone + "networkEndpointGroups/theirs/attachNetworkEndpoints",
                "{\"networkEndpoints\": [{" + instance + "}]}");
        compute(cloud, "POST", zone + "instanceGroups", "{\"name\": \"theirs\"}");
        compute(cloud, "POST", zone + "instanceGroups/theirs/addInstances", "{\"instances\": [{" + instance + "}]}");
        Map.of("by-endpoints", "networkEndpointGroups", "by-group", "instanceGroups")
                .forEach((name, collection) -> compute(
                        cloud,
                        "POST",
                        "global/backendServices",
                        "{\"name\": \"" + name + "\", \"backends\": [{\"group\": \"" + zone + collection
                                + "/theirs\", \"balancingMode\": \"RATE\", \"maxRate\": 100}]}"));
    }

    private static void chat(StepwiseCloud cloud, ChatCaller chats) {
        for (String command : List.of("list", "status lab", "plan lab", "repair lab")) {
            cloud.observe("slack", () -> chats.slack(cloud.function("slack"), command));
            cloud.observe("google-chat", () -> chats.googleChat(cloud.function("google-chat"), command));
            cloud.run();
        }
    }

    /** And a message that got lost, so that the sweep has something to find. */
    private static void steer(StepwiseCloud cloud) {
        cloud.ask(((ObjectNode) Lab.of("lab", "pause")).put("reason", "a freeze"));
        cloud.ask(Lab.of("lab", "repair"));
        cloud.ask(Lab.of("lab", "cancel"));
        cloud.ask(Lab.of("lab", "resume"));
        cloud.loseWhatFollows(Lab.of("lab", "repair"));
        cloud.advance(UNTIL_OVERLOOKED);
        cloud.tick("sweep");
        cloud.ask(Lab.of("lab", "retry"));
    }

    private static void neverUnderstood(StepwiseCloud cloud) {
        for (String topic : cloud.topics()) {
            cloud.api().publish(Lab.PROJECT, topic, "nonsense");
            cloud.run();
        }
    }

    private static void provision(StepwiseCloud cloud, Consumer<ObjectNode> change) {
        cloud.ask(request(change));
        String document = "/v1/projects/" + Lab.PROJECT + "/databases/(default)/documents/deployments/lab";
        JsonNode fields = cloud.api().json(cloud.api().get(document)).path("fields");
        if (!fields.at("/phase/stringValue").asText().equals("PROTECTED")) {
            throw new AssertionError("the lab is not protected: " + fields.path("stages"));
        }
    }

    private static void plan(StepwiseCloud cloud, JsonNode of) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("action", "plan");
        request.set("of", of);
        cloud.ask(request);
    }

    private static ObjectNode request(Consumer<ObjectNode> change) {
        ObjectNode request = (ObjectNode) Lab.request();
        change.accept(request);
        return request;
    }

    private static ObjectNode read(String json) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("it was written as JSON just before", e);
        }
    }

    private static void compute(StepwiseCloud cloud, String method, String path, String body) {
        ok(cloud, method, COMPUTE + path, body);
    }

    private static JsonNode ok(StepwiseCloud cloud, String method, String path, String body) {
        return cloud.api().json(cloud.api().send(method, path, body));
    }
}
