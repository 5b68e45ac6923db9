package dev.sallyport.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Optional;

/** Answers whether the whole of the local cloud serves yet, and where. */
final class Readiness implements HttpService {
    private volatile Optional<ObjectNode> running = Optional.empty();

    /**
     * From now on the answer is yes.
     *
     * @param defaultProject the project that clients are pointed at
     */
    void ready(LocalCloud cloud, Optional<String> defaultProject) {
        ObjectNode page =
                page(true).put("apiEndpoint", cloud.apiEndpoint()).put("internetProxy", cloud.internetProxy());
        defaultProject.ifPresent(id -> page.put("defaultProject", id));
        cloud.functions().keySet().forEach(page.putArray("functions")::add);
        running = Optional.of(page);
    }

    /** From now on the answer is no, also to those whose connections outlive the end by a moment. */
    void over() {
        running = Optional.empty();
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        Optional<ObjectNode> known = running;
        HttpStatus status = known.isPresent() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
        return HttpResponse.of(
                status, MediaType.JSON_UTF_8, known.orElseGet(() -> page(false)).toPrettyString() + "\n");
    }

    private static ObjectNode page(boolean ready) {
        return JsonNodeFactory.instance.objectNode().put("ready", ready);
    }
}
