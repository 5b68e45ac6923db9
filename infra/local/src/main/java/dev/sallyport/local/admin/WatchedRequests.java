package dev.sallyport.local.admin;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.logging.RequestLog;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.sallyport.local.api.CallInterceptor;
import io.grpc.Status;
import java.time.Duration;

/**
 * Gives every request the interceptor of its calls. What turns out to be no call of a known method, such as a path that
 * nobody serves, is logged when it has been answered.
 */
final class WatchedRequests implements DecoratingHttpServiceFunction {
    private static final String ADMIN_PAGES = "/-/";

    private final WatchedCalls calls;

    WatchedRequests(WatchedCalls calls) {
        this.calls = calls;
    }

    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext context, HttpRequest request)
            throws Exception {
        if (!context.path().startsWith(ADMIN_PAGES)) {
            context.setAttr(CallInterceptor.OF_REQUEST, calls);
            context.log().whenComplete().thenAccept(ended -> calls.ended(context, status(ended), took(ended)));
        }
        return delegate.serve(context, request);
    }

    /** A call of gRPC says in a header, or in a trailer, how it ended; its HTTP status is always 200. */
    private static int status(RequestLog ended) {
        String code = ended.responseHeaders()
                .get("grpc-status", ended.responseTrailers().get("grpc-status", ""));
        return code.isEmpty()
                ? ended.responseStatus().code()
                : GrpcCalls.httpStatus(Status.fromCodeValue(Integer.parseInt(code)));
    }

    private static Duration took(RequestLog ended) {
        return Duration.ofNanos(ended.totalDurationNanos());
    }
}
