package dev.sallyport.local.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.time.InstantSource;
import java.util.List;

/** {@code /-/requests}: who called what. JSON, or a page for whoever prefers HTML. */
final class RequestsPage extends AdminPage {
    private final RequestLog log;
    private final InstantSource time;

    RequestsPage(RequestLog log, InstantSource time) {
        this.log = log;
        this.time = time;
    }

    @Override
    AggregatedHttpResponse answer(ServiceRequestContext context, AggregatedHttpRequest request) {
        if (request.method() != HttpMethod.GET) {
            throw notAllowed(request, "GET");
        }
        RequestFilter filter = RequestFilter.parse(context.queryParams(), time.instant());
        List<LoggedCall> calls = log.latest(filter::matches, filter.limit());
        return request.headers().get("accept", "").contains("text/html")
                ? AggregatedHttpResponse.of(HttpStatus.OK, MediaType.HTML_UTF_8, RequestsHtml.of(calls))
                : json(shown(calls));
    }

    private ObjectNode shown(List<LoggedCall> calls) {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.put("recorded", log.recorded()).put("capacity", log.capacity());
        ArrayNode requests = page.putArray("requests");
        calls.forEach(call -> requests.add(shown(call)));
        return page;
    }

    private static ObjectNode shown(LoggedCall call) {
        ObjectNode shown = JsonNodeFactory.instance
                .objectNode()
                .put("time", call.time().toString())
                .put("protocol", call.protocol())
                .put("service", call.called().service())
                .put("method", call.called().method())
                .put("resource", call.called().resource())
                .put("project", call.project())
                .put("caller", call.caller());
        call.outcome()
                .ifPresentOrElse(
                        outcome -> shown.put("status", outcome.status()).put("millis", outcome.millis()),
                        () -> shown.put("running", true));
        if (!call.faults().isEmpty()) {
            call.faults().forEach(shown.putArray("faults")::add);
        }
        return shown;
    }
}
