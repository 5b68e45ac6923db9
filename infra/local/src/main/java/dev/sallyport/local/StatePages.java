package dev.sallyport.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.HttpService;
import dev.sallyport.local.state.CloudState;
import dev.sallyport.local.state.StateException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * {@code GET /-/snapshot}, {@code POST /-/restore} and {@code POST /-/reset}, each of everything or of {@code
 * ?project=ID}.
 */
final class StatePages {
    private final CloudState state;
    private final CallGate gate;
    private final Runnable replaced;

    /** @param replaced to be done when something was put in the place of what there was, before calls go on */
    StatePages(CloudState state, CallGate gate, Runnable replaced) {
        this.state = state;
        this.gate = gate;
        this.replaced = replaced;
    }

    Map<String, HttpService> services() {
        return Map.of(
                "/-/snapshot", page(HttpMethod.GET, (body, project) -> state.snapshot(project)),
                "/-/restore", page(HttpMethod.POST, this::restore),
                "/-/reset", page(HttpMethod.POST, (body, project) -> reset(project)));
    }

    /** What a page does: from its body and the project it is for to its answer. */
    @FunctionalInterface
    private interface Work {
        String answer(String body, Optional<String> project);
    }

    private String restore(String body, Optional<String> project) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode restored = answer.putObject("restored");
        state.restore(body, project).forEach(restored::put);
        replaced.run();
        return answer.toPrettyString() + "\n";
    }

    private String reset(Optional<String> project) {
        state.reset(project);
        replaced.run();
        return JsonNodeFactory.instance
                        .objectNode()
                        .put("reset", project.orElse("everything"))
                        .toPrettyString()
                + "\n";
    }

    private HttpService page(HttpMethod method, Work work) {
        return (context, request) -> request.method() == method
                ? HttpResponse.of(request.aggregate()
                        .thenCompose(whole -> CompletableFuture.supplyAsync(
                                () -> answer(work, whole, context.queryParams()), context.blockingTaskExecutor())))
                : wrongMethod(method);
    }

    private HttpResponse answer(Work work, AggregatedHttpRequest request, QueryParams query) {
        try {
            Optional<String> project = project(query);
            String answer = gate.hold(() -> work.answer(request.contentUtf8(), project));
            return HttpResponse.of(HttpStatus.OK, MediaType.JSON_UTF_8, answer);
        } catch (StateException | BadParameter e) {
            return error(ResponseHeaders.builder(HttpStatus.BAD_REQUEST), e.getMessage());
        }
    }

    /** A misspelt parameter must not make a reset one of everything. */
    private static Optional<String> project(QueryParams query) {
        Set<String> names = query.names();
        if (!Set.of("project").containsAll(names)) {
            throw new BadParameter("unknown parameter: " + String.join(", ", names) + " (expected: project)");
        }
        if (query.contains("project") && query.get("project", "").isBlank()) {
            throw new BadParameter("project: is empty (expected: a project's id, or no such parameter for everything)");
        }
        return Optional.ofNullable(query.get("project"));
    }

    private static final class BadParameter extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadParameter(String message) {
            super(message);
        }
    }

    private static HttpResponse wrongMethod(HttpMethod expected) {
        return error(
                ResponseHeaders.builder(HttpStatus.METHOD_NOT_ALLOWED).add(HttpHeaderNames.ALLOW, expected.name()),
                "expected: " + expected.name());
    }

    private static HttpResponse error(ResponseHeadersBuilder headers, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ResponseHeaders complete = headers.contentType(MediaType.JSON_UTF_8).build();
        body.putObject("error").put("code", complete.status().code()).put("message", message);
        return HttpResponse.of(complete, HttpData.ofUtf8(body.toPrettyString() + "\n"));
    }
}
