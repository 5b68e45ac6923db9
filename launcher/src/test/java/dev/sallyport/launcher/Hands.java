package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What somebody does by hand to the lab, through the cloud's APIs. */
record Hands(Lab lab) {
    static final String IAP = "/v1/projects/" + Lab.PROJECT + "/iap_web/compute/services/my-backend-service";
    static final String POLICY = "/v3/projects/" + Lab.PROJECT;
    private static final String COMPUTE = "/compute/v1/projects/" + Lab.PROJECT + "/";

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
        HttpResponse<String> answer = lab.api().send(method, path, body.replace('\'', '"'));
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

    /** Has every VM run a program in the place of the application; with an empty command the application again. */
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
            assertThat(lab.api()
                            .send("POST", COMPUTE + vm + "/setMetadata", changed.toString())
                            .statusCode())
                    .isEqualTo(200);
            compute("POST", vm + "/reset", "");
        }
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
        assertThat(lab.api()
                        .send("POST", IAP + ":setIamPolicy", bindings.toString())
                        .statusCode())
                .isEqualTo(200);
    }

    /** Uploads a certificate that has nothing to do with the lab. */
    void uploadCertificate(String name) {
        try {
            Path folder = Files.createTempDirectory("certificate");
            PemFiles.writeTo(folder);
            ObjectNode certificate = JsonNodeFactory.instance.objectNode().put("name", name);
            certificate
                    .putObject("selfManaged")
                    .put("certificate", Files.readString(folder.resolve("cert.pem")))
                    .put("privateKey", Files.readString(folder.resolve("key.pem")));
            assertThat(lab.api()
                            .send("POST", COMPUTE + "global/sslCertificates", certificate.toString())
                            .statusCode())
                    .isEqualTo(200);
        } catch (IOException | InterruptedException | GeneralSecurityException e) {
            throw new AssertionError("no certificate was made", e);
        }
    }

    /** Lets time pass until the lab's certificate is good for 29 more days. */
    void letTheCertificateGetOld() {
        lab.advance(Duration.ofDays(365 - 29));
    }

    private void turnTo(JsonNode service) {
        assertThat(lab.api()
                        .send("POST", COMPUTE + "global/backendServices", service.toString())
                        .statusCode())
                .isEqualTo(200);
        global(
                "PATCH",
                "urlMaps/my-load-balancer",
                "{'defaultService': 'global/backendServices/"
                        + service.path("name").asText() + "'}");
    }
}
