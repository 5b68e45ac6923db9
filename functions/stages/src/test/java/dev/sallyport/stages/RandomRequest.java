package dev.sallyport.stages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Makes of the lab's request another that may be asked for as well: the same for the same seed. */
public final class RandomRequest implements Consumer<ObjectNode> {
    private static final List<String> PEOPLE =
            List.of("user:alice@example.com", "user:bob@example.com", "group:staff@example.com", "domain:example.com");
    private static final List<String> MACHINE_TYPES = List.of("e2-micro", "e2-small", "n1-standard-1");
    private static final List<String> PATHS = List.of("/", "/?from=health-check");

    private static final List<String> TLS_PROFILES = List.of("COMPATIBLE", "MODERN", "RESTRICTED");

    private final Random random;

    public RandomRequest(Random random) {
        this.random = random;
    }

    @Override
    public void accept(ObjectNode request) {
        ObjectNode template = (ObjectNode) request.get("instanceTemplate");
        template.put("machineType", oneOf(MACHINE_TYPES))
                .put("diskSizeGb", 10 + random.nextInt(20))
                .put("externalAddress", random.nextBoolean());
        if (random.nextBoolean()) {
            template.putArray("tags").add("app").add("tag-" + random.nextInt(9));
        }
        request.withObject("/instanceGroup").put("size", 1 + random.nextInt(4));
        request.withObject("/healthCheck")
                .put("path", oneOf(PATHS))
                .put("checkIntervalSec", 5 + random.nextInt(5))
                .put("unhealthyThreshold", 1 + random.nextInt(9));
        request.withObject("/backendService")
                .put("timeoutSec", 1 + random.nextInt(100))
                .put("drainingTimeoutSec", random.nextInt(400))
                .put("logSampleRate", random.nextInt(11) / 10.0);
        request.at("/certificate/selfSigned/subject")
                .withObject("")
                .put("commonName", "app-" + random.nextInt(9) + ".example.com");
        principals(request.putArray("principals"));
        if (random.nextBoolean()) {
            request.withObject("/verify").removeAll();
        }
        frontEnd(request);
        request.put("access", random.nextBoolean() ? "additive" : "authoritative");
    }

    private void frontEnd(ObjectNode request) {
        request.withObject("/certificate/selfSigned").put("validityDays", 1 + random.nextInt(400));
        ObjectNode balancer = request.withObject("/loadBalancer");
        if (random.nextBoolean()) {
            boolean newest = random.nextBoolean();
            balancer.putObject("tls")
                    .put("minVersion", newest ? "TLS_1_3" : "TLS_1_2")
                    .put("profile", newest ? "RESTRICTED" : oneOf(TLS_PROFILES));
        }
        balancer.put("http", random.nextBoolean() ? "redirect" : "closed");
    }

    private void principals(ArrayNode principals) {
        PEOPLE.stream().filter(person -> random.nextBoolean()).forEach(principals::add);
        if (principals.isEmpty()) {
            principals.add(oneOf(PEOPLE));
        }
    }

    private String oneOf(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
