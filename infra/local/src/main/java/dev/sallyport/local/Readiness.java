package dev.sallyport.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

/** Answers whether the whole of the local cloud serves yet, and where. */
final class Readiness implements HttpService {
    private volatile LocalCloud cloud;

    /** From now on the answer is yes. */
    void ready(LocalCloud started) {
        cloud = started;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        LocalCloud started = cloud;
        HttpStatus status = started == null ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK;
        return HttpResponse.of(status, MediaType.JSON_UTF_8, body(started).toPrettyString() + "\n");
    }

    private static ObjectNode body(LocalCloud started) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("ready", started != null);
        if (started != null) {
            body.put("apiEndpoint", started.apiEndpoint());
            body.put("internetProxy", started.internetProxy());
            started.functions().keySet().forEach(body.putArray("functions")::add);
        }
        return body;
    }
}
