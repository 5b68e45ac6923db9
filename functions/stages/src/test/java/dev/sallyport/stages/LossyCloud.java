package dev.sallyport.stages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Stands before a local cloud and, while it is told to, spoils some of the answers of the Compute API, IAP, IAM, Resource Manager,
 * Secret Manager and the organization policies. Firestore and Pub/Sub are left alone.
 */
final class LossyCloud implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RecordedResources recorded = new RecordedResources();
    private final WebClient cloud;
    private final Server server;
    private Optional<Losses> losses = Optional.empty();

    private record Losses(Spoiling spoiling, SplittableRandom random) {
        boolean comeNow() {
            return random.nextInt(3) == 0;
        }
    }

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

    /** The same answers are spoiled for the same seed, if the same is asked in the same order. */
    synchronized void spoil(Spoiling spoiling, long seed) {
        losses = Optional.of(new Losses(spoiling, new SplittableRandom(seed)));
    }

    synchronized void spoilNothing() {
        losses = Optional.empty();
    }

    @Override
    public void close() {
        server.stop().join();
    }

    private HttpResponse pass(ServiceRequestContext context, HttpRequest request) {
        HttpResponse answer = cloud.execute(request);
        if (context.path().startsWith("/compute/")) {
            return HttpResponse.of(answer.aggregate().thenApply(this::passedJson));
        }
        return GrpcAnswers.have(context.path())
                ? HttpResponse.of(answer.aggregate().thenApply(whole -> passedGrpc(context.path(), whole)))
                : answer;
    }

    private synchronized HttpResponse passedJson(AggregatedHttpResponse whole) {
        return losses.filter(Losses::comeNow)
                .filter(coming -> whole.status().code() == 200)
                .map(coming ->
                        HttpResponse.of(whole.status(), MediaType.JSON_UTF_8, spoiled(whole.contentUtf8(), coming)))
                .orElseGet(whole::toHttpResponse);
    }

    private String spoiled(String text, Losses coming) {
        try {
            return coming.spoiling()
                    .spoil(JSON.readTree(text), recorded, coming.random())
                    .toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the local cloud answered no JSON: " + text, e);
        }
    }

    private synchronized HttpResponse passedGrpc(String path, AggregatedHttpResponse whole) {
        return losses.filter(Losses::comeNow)
                .map(coming -> HttpResponse.of(
                        whole.headers(),
                        HttpData.wrap(GrpcAnswers.changed(
                                path,
                                whole.content().array(),
                                answer -> coming.spoiling().spoil(answer, coming.random()))),
                        whole.trailers()))
                .orElseGet(whole::toHttpResponse);
    }
}
