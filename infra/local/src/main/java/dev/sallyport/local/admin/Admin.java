package dev.sallyport.local.admin;

import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import dev.sallyport.local.internet.DomainNames;
import dev.sallyport.local.projects.Projects;
import dev.sallyport.local.pubsub.DeliveryFaults;
import dev.sallyport.local.time.CloudClock;
import dev.sallyport.local.usage.Usage;
import io.grpc.ServerInterceptor;
import java.util.Map;

/** Watches the calls of one local cloud, disturbs them where a rule says so, and serves the pages that tell of it. */
public final class Admin {
    private static final int REMEMBERED_CALLS = 2000;

    private final CloudClock clock;
    private final Usage usage;
    private final Faults faults;
    private final RequestLog log = new RequestLog(REMEMBERED_CALLS);
    private final WatchedCalls calls;

    /**
     * @param usage counts the calls
     * @param director decides about every call that no rule has struck
     */
    public Admin(CloudClock clock, Projects projects, Usage usage, CallDirector director) {
        this.usage = usage;
        this.clock = clock;
        this.faults = new Faults(clock);
        this.calls = new WatchedCalls(clock, projects, log, faults, usage, director);
    }

    /** What every HTTP request must go through. */
    public DecoratingHttpServiceFunction requests() {
        return new WatchedRequests(calls);
    }

    /** What every gRPC call from outside must be intercepted by. */
    public ServerInterceptor grpcCalls() {
        return new GrpcCalls(calls);
    }

    /** What Pub/Sub must deliver by. */
    public DeliveryFaults deliveryFaults() {
        return faults;
    }

    /**
     * The pages, by path pattern.
     *
     * @param names the domain names of the internet
     */
    public Map<String, HttpService> pages(DomainNames names) {
        FaultsPage faultsPage = new FaultsPage(faults);
        NamesPage namesPage = new NamesPage(names);
        return Map.of(
                "/-/names",
                namesPage,
                "/-/names/{name}",
                namesPage,
                "/-/requests",
                new RequestsPage(log, clock),
                "/-/usage",
                new UsagePage(usage),
                "/-/clock",
                new ClockPage(clock),
                "/-/faults",
                faultsPage,
                "/-/faults/{id}",
                faultsPage);
    }
}
