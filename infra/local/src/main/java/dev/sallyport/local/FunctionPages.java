package dev.sallyport.local;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;

/** Passes requests on to the functions that they name, at an address that stays the same from run to run. */
final class FunctionPages implements HttpService {
    static final String PATH = "regex:^/-/functions/(?<function>[a-z0-9-]+)$";

    private final Supplier<Map<String, URI>> functions;

    /**
     * @param functions where each answers, by name
     */
    FunctionPages(Supplier<Map<String, URI>> functions) {
        this.functions = functions;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        String name = String.valueOf(context.pathParam("function"));
        Map<String, URI> known = functions.get();
        URI function = known.get(name);
        if (function == null) {
            return HttpResponse.of(
                    HttpStatus.NOT_FOUND,
                    MediaType.PLAIN_TEXT_UTF_8,
                    "there is no function " + name + " (expected: one of " + known.keySet() + ")\n");
        }
        String query = context.query() == null ? "" : "?" + context.query();
        return WebClient.builder("h1c://" + function.getAuthority())
                .responseTimeoutMillis(0) // A function may take as long as it is given.
                .build()
                .execute(request.withHeaders(request.headers().toBuilder().path("/" + query)));
    }
}
