package dev.sallyport.local.internet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.local.LocalCloud;
import dev.sallyport.local.RestClient;
import dev.sallyport.local.RestClient.Answer;

/**
 * A VM behind a load balancer with IAP, made through the APIs of a local cloud as gcloud would make it. The load balancer
 * is a global or a regional one.
 */
final class PublishedApp {
    static final String VM = "zones/us-central1-b/instances/vm-1";
    private static final String GROUP = "zones/us-central1-b/instanceGroups/group";

    private final String project;
    private final String scope;
    private final RestClient rest;
    private final int proxyPort;

    private PublishedApp(LocalCloud cloud, String project, String scope) {
        this.project = project;
        this.scope = scope;
        this.rest = new RestClient(cloud);
        this.proxyPort = Integer.parseInt(cloud.internetProxy().substring("127.0.0.1:".length()));
    }

    /** With Google's sample app on the VM. */
    static PublishedApp global(LocalCloud cloud, String project) {
        PublishedApp app = new PublishedApp(cloud, project, "global");
        app.publish();
        return app;
    }

    static PublishedApp regional(LocalCloud cloud, String project) {
        PublishedApp app = new PublishedApp(cloud, project, "regions/us-central1");
        app.publish();
        return app;
    }

    /** Nothing but the VM, with a command of its own. */
    static PublishedApp vm(LocalCloud cloud, String project, String command) {
        PublishedApp app = new PublishedApp(cloud, project, "global");
        app.makeVm("sallyport-guest-command", command);
        return app;
    }

    private void publish() {
        change("global/firewalls", """
                {"name": "front-ends", "sourceRanges": ["130.211.0.0/22", "35.191.0.0/16"],
                 "allowed": [{"IPProtocol": "tcp", "ports": ["80"]}]}""");
        change(scope + "/healthChecks", "{'name': 'probe', 'type': 'HTTP', 'httpHealthCheck': {'port': 80}}");
        change("zones/us-central1-b/instanceGroups", "{'name': 'group', 'namedPorts': [{'name': 'http', 'port': 80}]}");
        change(
                scope + "/backendServices",
                "{'name': 'my-backend-service', 'loadBalancingScheme': 'EXTERNAL_MANAGED', 'protocol': 'HTTP',"
                        + " 'portName': 'http', 'iap': {'enabled': true}, 'healthChecks': ['"
                        + link(scope + "/healthChecks/probe")
                        + "'], 'backends': [{'group': '" + link(GROUP) + "'}]}");
        makeVm("startup-script", Lab.STARTUP_SCRIPT);
        change(GROUP + "/addInstances", "{'instances': [{'instance': '" + link(VM) + "'}]}");
        change(
                scope + "/urlMaps",
                "{'name': 'map', 'defaultService': '" + link(scope + "/backendServices/my-backend-service") + "'}");
        TestCertificate certificate = TestCertificate.selfSigned("Test");
        ObjectNode uploaded = JsonNodeFactory.instance.objectNode().put("name", "cert");
        uploaded.put("certificate", certificate.certificatePem()).put("privateKey", certificate.keyPem());
        change(scope + "/sslCertificates", uploaded.toString());
        change(
                scope + "/targetHttpsProxies",
                "{'name': 'proxy', 'urlMap': '" + link(scope + "/urlMaps/map") + "', 'sslCertificates': ['"
                        + link(scope + "/sslCertificates/cert") + "']}");
        change(
                scope + "/forwardingRules",
                "{'name': 'rule', 'loadBalancingScheme': 'EXTERNAL_MANAGED', 'portRange': '443', 'target': '"
                        + link(scope + "/targetHttpsProxies/proxy") + "'}");
    }

    private void makeVm(String metadataKey, String value) {
        ObjectNode vm = JsonNodeFactory.instance.objectNode().put("name", "vm-1");
        vm.put("machineType", "zones/us-central1-b/machineTypes/e2-micro");
        vm.putArray("disks")
                .addObject()
                .put("boot", true)
                .putObject("initializeParams")
                .put("sourceImage", "projects/debian-cloud/global/images/family/debian-12");
        vm.putArray("networkInterfaces").addObject().put("network", link("global/networks/default"));
        vm.putArray("serviceAccounts")
                .addObject()
                .put("email", "default")
                .putArray("scopes")
                .add("https://www.googleapis.com/auth/cloud-platform");
        vm.putObject("metadata")
                .putArray("items")
                .addObject()
                .put("key", metadataKey)
                .put("value", value);
        change("zones/us-central1-b/instances", vm.toString());
    }

    /** Grants a member access, under a condition unless it is empty. */
    void grant(String member, String condition) {
        ObjectNode policy = JsonNodeFactory.instance.objectNode().put("version", 3);
        ObjectNode binding = policy.putArray("bindings").addObject().put("role", "roles/iap.httpsResourceAccessor");
        binding.putArray("members").add(member);
        if (!condition.isEmpty()) {
            binding.putObject("condition").put("title", "test").put("expression", condition);
        }
        Answer answer = rest.post(
                "/v1/projects/" + project + "/iap_web/compute" + (scope.equals("global") ? "" : "-us-central1")
                        + "/services/my-backend-service:setIamPolicy",
                JsonNodeFactory.instance
                        .objectNode()
                        .<ObjectNode>set("policy", policy)
                        .toString());
        if (answer.status() != 200) {
            throw new AssertionError(answer.body());
        }
    }

    /** Changes something and waits until that is done; single quotes stand for double ones. */
    void change(String path, String json) {
        change("POST", path, json);
    }

    void change(String verb, String path, String json) {
        Answer answer =
                rest.send(verb, "/compute/v1/" + link(path), json.startsWith("{'") ? json.replace('\'', '"') : json);
        if (answer.status() != 200) {
            throw new AssertionError(verb + " " + path + ": " + answer.body());
        }
        String operation = answer.body().get("selfLink").asText().substring("https://www.googleapis.com".length());
        Answer done = rest.send("POST", operation + "/wait", "");
        if (done.body().has("error")) {
            throw new AssertionError(verb + " " + path + ": " + done.body());
        }
    }

    Answer get(String path) {
        return rest.get("/compute/v1/" + link(path));
    }

    /** What the VM has written to its serial port. */
    String serial() {
        return get(VM + "/serialPort").body().path("contents").asText();
    }

    String address() {
        return get(scope + "/forwardingRules/rule").body().path("IPAddress").asText();
    }

    String url() {
        return "https://" + address() + "/";
    }

    TestClient client() {
        return new TestClient(proxyPort);
    }

    private String link(String inProject) {
        return "projects/" + project + "/" + inProject;
    }
}
