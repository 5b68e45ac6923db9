package dev.sallyport.local.admin;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.sallyport.local.api.CallInterceptor;
import dev.sallyport.local.projects.Project;
import dev.sallyport.local.projects.Projects;
import dev.sallyport.local.time.CloudClock;
import dev.sallyport.local.usage.Usage;
import io.netty.util.AttributeKey;
import java.time.Duration;

/** Puts every call into the log and lets the faults strike it. */
final class WatchedCalls implements CallInterceptor {
    /** The latest call that a request has brought: a batch brings many. */
    private static final AttributeKey<WatchedCall> CALL = AttributeKey.valueOf(WatchedCalls.class, "CALL");

    private final CloudClock clock;
    private final Projects projects;
    private final RequestLog log;
    private final Faults faults;
    private final Usage usage;
    private final CallDirector director;

    WatchedCalls(
            CloudClock clock, Projects projects, RequestLog log, Faults faults, Usage usage, CallDirector director) {
        this.director = director;
        this.clock = clock;
        this.projects = projects;
        this.log = log;
        this.faults = faults;
        this.usage = usage;
    }

    @Override
    public WatchedCall arrived(String verb, String path, String userAgent) {
        ServiceRequestContext request = ServiceRequestContext.current();
        WatchedCall call = new WatchedCall(this, request, record(request, verb, path, userAgent));
        request.setAttr(CALL, call);
        return call;
    }

    /** A request is over: a call that was cut off ended with it, and one that nobody understood is logged now. */
    void ended(ServiceRequestContext request, int httpStatus, Duration took) {
        WatchedCall known = request.attr(CALL);
        if (known != null) {
            known.ended(httpStatus, took);
            return;
        }
        String userAgent = request.request().headers().get("user-agent", "");
        record(request, request.method().name(), request.path(), userAgent).ended(httpStatus, took);
    }

    /** A call of a method that is known. */
    void count(CalledMethod called) {
        usage.add(1, "calls", called.service(), called.method());
    }

    CloudClock clock() {
        return clock;
    }

    Faults faults() {
        return faults;
    }

    CallDirector director() {
        return director;
    }

    private CallRecord record(ServiceRequestContext request, String verb, String path, String userAgent) {
        CallRecord record = new CallRecord(
                clock.instant(),
                GrpcCalls.isGrpc(request) ? "grpc" : "rest",
                CalledMethod.unknown(verb, bounded(path)),
                bounded(userAgent));
        log.add(() -> record.shown(this::projectId));
        return record;
    }

    /** The id of a project that a call named by id or number. */
    private String projectId(String idOrNumber) {
        return projects.find(idOrNumber).map(Project::id).orElse(idOrNumber);
    }

    private static String bounded(String text) {
        int longest = 300;
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
