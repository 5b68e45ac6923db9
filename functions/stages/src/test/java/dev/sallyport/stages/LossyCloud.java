package dev.sallyport.stages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Stands before a local cloud and, while it is told to, leaves out of some answers of the Compute API a field that may be
 * anywhere in them.
 */
final class LossyCloud implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final WebClient cloud;
    private final Server server;
    private Optional<SplittableRandom> losses = Optional.empty();

    /** @param endpoint {@code host:port} of the local cloud */
    LossyCloud(String endpoint) {
        cloud = WebClient.builder("http://" + endpoint)
                .responseTimeoutMillis(0)
                .maxResponseLength(0)
                .build();
        server = Server.builder()
                .http(0)
                .requestTimeoutMillis(0)
                .maxRequestLength(0)
                .serviceUnder("/", this::pass)
                .build();
        server.start().join();
    }

    String endpoint() {
        return "127.0.0.1:" + server.activeLocalPort();
    }

    /** The same fields are lost for the same seed, if the same is asked in the same order. */
    synchronized void loseFields(long seed) {
        losses = Optional.of(new SplittableRandom(seed));
    }

    synchronized void loseNothing() {
        losses = Optional.empty();
    }

    @Override
    public void close() {
        server.stop().join();
    }

    private HttpResponse pass(ServiceRequestContext context, HttpRequest request) {
        HttpResponse answer = cloud.execute(request);
        return context.path().startsWith("/compute/")
                ? HttpResponse.of(answer.aggregate().thenApply(this::passed))
                : answer;
    }

    private synchronized HttpResponse passed(AggregatedHttpResponse whole) {
        boolean loses = losses.filter(random -> random.nextInt(3) == 0).isPresent();
        return loses && whole.status().code() == 200
                ? HttpResponse.of(whole.status(), MediaType.JSON_UTF_8, withoutAField(whole.contentUtf8()))
                : whole.toHttpResponse();
    }

    private String withoutAField(String text) {
        try {
            JsonNode answer = JSON.readTree(text);
            List<ObjectNode> objects = new ArrayList<>();
            collect(answer, objects);
            if (!objects.isEmpty()) {
                ObjectNode object = objects.get(losses.orElseThrow().nextInt(objects.size()));
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                object.remove(names.get(losses.orElseThrow().nextInt(names.size())));
            }
            return answer.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the local cloud answered no JSON: " + text, e);
        }
    }

    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            objects.add(object);
        }
        node.forEach(child -> collect(child, objects));
    }
}
