package dev.sallyport.local.internet.balancer;

import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.TargetHttpProxy;
import com.google.cloud.compute.v1.TargetHttpsProxy;
import com.google.cloud.compute.v1.UrlMap;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import com.linecorp.armeria.common.RequestTarget;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ProxiedAddresses;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.websocket.WebSocketService;
import dev.sallyport.local.compute.ComputeView;
import dev.sallyport.local.internet.iap.Admission;
import dev.sallyport.local.internet.iap.Admission.Admitted;
import dev.sallyport.local.internet.iap.Admission.Answered;
import dev.sallyport.local.internet.iap.IdentityAwareProxy;
import dev.sallyport.local.internet.network.ResourceLink;
import dev.sallyport.local.projects.Projects;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What answers at a forwarding rule's address. Target proxy, URL map and backend service are looked up for each request, so
 * that a change takes effect on connections there are.
 */
final class LoadBalancer implements HttpService {
    private static final Pattern PORT = Pattern.compile(":\\d+$");

    private final ResourceLink rule;
    private final ComputeView compute;
    private final Projects projects;
    private final IdentityAwareProxy iap;
    private final Forwarding forwarding;
    private final WebSocketService webSockets = WebSocketRelay.mark();

    LoadBalancer(
            ResourceLink rule, ComputeView compute, Projects projects, IdentityAwareProxy iap, Forwarding forwarding) {
        this.rule = rule;
        this.compute = compute;
        this.projects = projects;
        this.iap = iap;
        this.forwarding = forwarding;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        Optional<UrlMap> map = urlMap();
        if (map.isEmpty()) {
            return GfeResponses.notFound();
        }
        boolean tls = context.sessionProtocol().isTls();
        Destination destination = UrlMapRouting.destination(
                map.get(),
                new RoutedRequest(host(request.headers()), context.path(), request.headers(), context.queryParams()));
        if (destination instanceof Destination.Redirect redirect) {
            return GfeResponses.redirect(redirect.action(), tls, request.authority(), request.path());
        }
        if (destination instanceof Destination.Service service) {
            return compute.find(BackendService.class, service.link())
                    .map(found -> guarded(found, context, request.withHeaders(forwarded(context, request.headers()))))
                    .orElseGet(GfeResponses::notFound);
        }
        return GfeResponses.notFound();
    }

    /** The server asks before it lets a connection be upgraded. */
    @Override
    public <T> T as(Class<T> type) {
        return type == WebSocketService.class ? type.cast(webSockets) : HttpService.super.as(type);
    }

    private Optional<UrlMap> urlMap() {
        return compute.find(ForwardingRule.class, rule.toString())
                .map(ForwardingRule::getTarget)
                .flatMap(target -> compute.find(TargetHttpsProxy.class, target)
                        .map(TargetHttpsProxy::getUrlMap)
                        .or(() -> compute.find(TargetHttpProxy.class, target).map(TargetHttpProxy::getUrlMap)))
                .flatMap(link -> compute.find(UrlMap.class, link));
    }

    private HttpResponse guarded(BackendService service, ServiceRequestContext context, HttpRequest request) {
        if (!service.getIap().getEnabled()) {
            return forwarding.forward(service, context, request);
        }
        String project = ResourceLink.of(service.getSelfLink()).project();
        Admission admission = iap.admit(
                projects.named(project),
                service,
                request.headers(),
                context.sessionProtocol().isTls());
        if (admission instanceof Admitted admitted) {
            return forwarding.forward(service, context, request.withHeaders(admitted.headers()));
        }
        request.abort();
        return ((Answered) admission).response();
    }

    /** The headers as Google's front end hands them on: who asked, and by which scheme. */
    private static RequestHeaders forwarded(ServiceRequestContext context, RequestHeaders headers) {
        ProxiedAddresses addresses = context.proxiedAddresses();
        String chain = Stream.concat(
                        headers.getAll(HttpHeaderNames.X_FORWARDED_FOR).stream(),
                        Stream.concat(Stream.of(addresses.sourceAddress()), addresses.destinationAddresses().stream())
                                .map(address -> address.getAddress().getHostAddress()))
                .collect(Collectors.joining(", "));
        RequestHeadersBuilder builder = headers.toBuilder().path(target(context));
        builder.set(HttpHeaderNames.X_FORWARDED_FOR, chain);
        builder.set("x-forwarded-proto", context.sessionProtocol().isTls() ? "https" : "http");
        return builder.build();
    }

    /** As it came: the server takes path parameters off, which conditions and apps may look at. */
    private static String target(ServiceRequestContext context) {
        RequestTarget target = context.routingContext().requestTarget();
        String query = target.query();
        return target.maybePathWithMatrixVariables() + (query == null ? "" : "?" + query);
    }

    private static String host(RequestHeaders headers) {
        return PORT.matcher(String.valueOf(headers.authority()))
                .replaceFirst("")
                .toLowerCase(Locale.ROOT);
    }
}
