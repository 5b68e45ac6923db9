package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.deployment.Phase;
import dev.sallyport.finding.Controls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** What somebody does by hand to the lab, through the cloud's APIs. */
record Hands(Lab lab) {
    static final String SERVICE = "backendServices/my-backend-service";
    static final String IAP = "/v1/projects/" + Lab.PROJECT + "/iap_web/compute/services/my-backend-service";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String COMPUTE = "/compute/v1/projects/" + Lab.PROJECT + "/";

    /** Asks for the lab as the breaks need it, but for what is changed, and returns once it is protected. */
    void request(Consumer<ObjectNode> change) {
        ObjectNode request = Lab.request().deepCopy();
        request.withObject("/compliance").put("mode", "fix").putObject("modes").put(Controls.FIREWALL_OPEN, "fix");
        request.withObject("/instanceTemplate").put("externalAddress", false);
        request.withObject("/instanceGroup").put("size", 2);
        request.withObject("/loadBalancer")
                .putObject("tls")
                .put("minVersion", "TLS_1_2")
                .put("profile", "MODERN");
        change.accept(request);
        lab.await(lab.house().publish(request), at -> at.phase() == Phase.PROTECTED);
    }

    /** Makes a call of the Compute API to something global; in the body, single quotes stand for double ones. */
    void global(String method, String path, String body) {
        compute(method, "global/" + path, body);
    }

    /** The same, to anything in the project. Returns when it is done. */
    void compute(String method, String path, String body) {
        awaitDone(call(method, COMPUTE + path, body));
    }

    private void awaitDone(JsonNode operation) {
        String path = URI.create(operation.path("selfLink").asText()).getPath();
        JsonNode done = call("POST", path + "/wait", "");
        assertThat(done.path("status").asText()).as(done.toString()).isEqualTo("DONE");
        assertThat(done.path("error").isMissingNode()).as(done.toString()).isTrue();
    }

    /** Makes a call of any API, which must succeed. */
    JsonNode call(String method, String path, String body) {
        return sent(method, path, body.replace('\'', '"'));
    }

    private JsonNode sent(String method, String path, String body) {
        HttpResponse<String> answer = lab.api().send(method, path, body);
        assertThat(answer.statusCode())
                .as(method + " " + path + ": " + answer.body())
                .isEqualTo(200);
        return lab.api().json(answer);
    }

    JsonNode get(String path) {
        return lab.api().json(lab.api().get(COMPUTE + path));
    }

    /** The paths of the lab's VMs. */
    List<String> vms() {
        List<String> paths = new ArrayList<>();
        for (String zone : Lab.ZONES) {
            get("zones/" + zone + "/instances")
                    .path("items")
                    .forEach(vm -> paths.add(
                            "zones/" + zone + "/instances/" + vm.path("name").asText()));
        }
        assertThat(paths).isNotEmpty();
        return paths;
    }

    /**
     * Has every VM run a program in the place of the application; with an empty command the application again. Returns when
     * it answers health checks on each.
     */
    void runOnVms(String command) {
        for (String vm : vms()) {
            ObjectNode metadata = (ObjectNode) get(vm).path("metadata");
            ObjectNode changed = metadata.deepCopy();
            for (int i = changed.withArray("/items").size() - 1; i >= 0; i--) {
                if (changed.at("/items/" + i + "/key").asText().equals("sallyport-guest-command")) {
                    changed.withArray("/items").remove(i);
                }
            }
            if (!command.isEmpty()) {
                changed.withArray("/items")
                        .addObject()
                        .put("key", "sallyport-guest-command")
                        .put("value", command);
            }
            awaitDone(sent("POST", COMPUTE + vm + "/setMetadata", changed.toString()));
            compute("POST", vm + "/reset", "");
        }
        Awaitility.await("every VM to be healthy").atMost(PATIENCE).until(() -> {
            // By the cloud's time the next probe is due.
            lab.advance(Duration.ofSeconds(5));
            return areHealthy();
        });
    }

    private boolean areHealthy() {
        JsonNode health = call(
                "POST",
                COMPUTE + "global/" + SERVICE + "/getHealth",
                "{'group': 'projects/lab-project/regions/us-central1/instanceGroups/my-managed-instance-group'}");
        return health.path("healthStatus").findValuesAsText("healthState").stream()
                .allMatch("HEALTHY"::equals);
    }

    /** Makes the backend service anew, with all that it had, and with another one in its place meanwhile. */
    void makeBackendServiceAnew() {
        JsonNode policy = call("POST", IAP + ":getIamPolicy", "{}");
        ObjectNode service = (ObjectNode) get("global/backendServices/my-backend-service");
        service.remove(List.of("id", "creationTimestamp", "selfLink", "fingerprint", "usedBy"));
        ObjectNode spare = service.deepCopy().put("name", "spare");
        turnTo(spare);
        compute("DELETE", "global/backendServices/my-backend-service", "");
        turnTo(service);
        compute("DELETE", "global/backendServices/spare", "");
        ObjectNode bindings = JsonNodeFactory.instance.objectNode();
        bindings.putObject("policy").set("bindings", policy.path("bindings"));
        sent("POST", IAP + ":setIamPolicy", bindings.toString());
    }

    /** Uploads a certificate with an RSA key of so many bits, and a mark. */
    void uploadCertificate(String name, String mark, int bits) {
        try {
            Path folder = Files.createTempDirectory("certificate");
            PemFiles.writeTo(folder, bits);
            ObjectNode certificate =
                    JsonNodeFactory.instance.objectNode().put("name", name).put("description", mark);
            certificate
                    .put("type", "SELF_MANAGED")
                    .putObject("selfManaged")
                    .put("certificate", Files.readString(folder.resolve("cert.pem")))
                    .put("privateKey", Files.readString(folder.resolve("key.pem")));
            awaitDone(sent("POST", COMPUTE + "global/sslCertificates", certificate.toString()));
        } catch (IOException | InterruptedException | GeneralSecurityException e) {
            throw new AssertionError("no certificate was made", e);
        }
    }

    /** Lets as much time pass as health is given to come back after a run. */
    void letHealthSettle() {
        lab.advance(Duration.ofMinutes(6));
    }

    /** Lets time pass until the lab's certificate is good for 29 more days. */
    void letTheCertificateGetOld() {
        lab.advance(Duration.ofDays(365 - 29));
    }

    private void turnTo(JsonNode service) {
        awaitDone(sent("POST", COMPUTE + "global/backendServices", service.toString()));
        global(
                "PATCH",
                "urlMaps/my-load-balancer",
                "{'defaultService': 'global/backendServices/"
                        + service.path("name").asText() + "'}");
    }
}
