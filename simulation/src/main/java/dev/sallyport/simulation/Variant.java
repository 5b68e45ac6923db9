package dev.sallyport.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.request.RequestReader;
import dev.sallyport.request.RequestReading;
import dev.sallyport.simulation.Scenario.Ask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One of the forms in which a deployment may be asked for. There are few, so that what each leads to without faults can be
 * found out once.
 */
record Variant(String deployment, int number) {
    static final int COUNT = 6;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectNode LAB = lab();
    private static final RequestReader REQUESTS = new RequestReader();
    private static final Map<String, RequestReading> READ = new ConcurrentHashMap<>();
    private static final List<String> PEOPLE =
            List.of("user:alice@example.com", "user:bob@example.com", "group:staff@example.com");

    static Variant of(String deployment, int number) {
        return new Variant(deployment, number);
    }

    /** The project that a deployment is in. */
    static String project(String deployment) {
        return deployment + "-project";
    }

    Ask provision() {
        ObjectNode request = LAB.deepCopy();
        String project = project(deployment);
        request.put("deployment", deployment).put("project", project);
        request.putArray("principals").add(PEOPLE.get(number % PEOPLE.size()));
        request.withObject("/instanceGroup").put("size", 1);
        request.withObject("/restart").put("maxUnavailable", 3);
        request.putObject("verify");
        vary(request);
        return new Ask(deployment, text(request));
    }

    /** Whether this is what a request asks for. */
    static boolean isAsked(Ask ask, ProvisionRequest request) {
        return READ.computeIfAbsent(ask.json(), json -> REQUESTS.read(json.getBytes(StandardCharsets.UTF_8)))
                        instanceof RequestReading.Accepted accepted
                && accepted.request().equals(request);
    }

    private void vary(ObjectNode request) {
        switch (number) {
            case 1 -> {
                request.withObject("/instanceTemplate").put("machineType", "e2-small");
                request.withObject("/instanceGroup").put("size", 2);
            }
            case 2 ->
                request.at("/certificate/selfSigned/subject").withObject("").put("commonName", "other.example.com");
            case 3 -> {
                request.withObject("/backendService").put("timeoutSec", 77);
                request.withObject("/healthCheck").put("checkIntervalSec", 7);
                request.withObject("/loadBalancer").put("forwardingRule", "another-forwarding-rule");
            }
            case 4 -> request.withObject("/firewall").put("name", "another-firewall-rule");
            case 5 ->
                request.putObject("consent")
                        .putObject("ownClient")
                        .put("clientId", "1234567890-simulated.apps.googleusercontent.com")
                        .put("clientSecret", Secrets.clientSecret());
            default -> {}
        }
    }

    private static ObjectNode lab() {
        try {
            return (ObjectNode) JSON.readTree(Files.readString(Checkout.file("examples/lab.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(ObjectNode request) {
        try {
            return JSON.writeValueAsString(request);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
