package dev.sallyport.stages;

import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.HttpRedirectAction;
import com.google.cloud.compute.v1.TargetHttpProxy;
import com.google.cloud.compute.v1.UrlMap;
import dev.sallyport.converge.Change;
import dev.sallyport.converge.ComputeResource;
import dev.sallyport.converge.Digest;
import dev.sallyport.request.ProvisionRequest;

/**
 * Port 80 of the front end's address, where everything is redirected to HTTPS: a URL map that knows no service, so that
 * nothing leads to the application there.
 */
record HttpRedirect(StageWork work, ProvisionRequest.Redirect names) {
    static final int HTTP = 80;

    static HttpRedirect of(StageWork work, ProvisionRequest.Redirect names) {
        return new HttpRedirect(work, names);
    }

    /** @return the forwarding rule's partial link */
    String converge(String ip) {
        ComputeResource<UrlMap> urlMap = urlMap();
        work.converge(urlMap);
        ComputeResource<TargetHttpProxy> proxy = work.owned(
                work.collections().targetHttpProxies(),
                names.proxy(),
                TargetHttpProxy.newBuilder().setUrlMap(urlMap.link()).build());
        work.converge(proxy);
        ComputeResource<ForwardingRule> rule = forwardingRule(ip, proxy.link());
        work.converge(rule);
        return rule.link();
    }

    private ComputeResource<UrlMap> urlMap() {
        HttpRedirectAction action = HttpRedirectAction.newBuilder()
                .setHttpsRedirect(true)
                .setRedirectResponseCode("MOVED_PERMANENTLY_DEFAULT")
                .setStripQuery(false)
                // Empty texts are compared and, where they differ, written.
                .setHostRedirect("")
                .setPathRedirect("")
                .setPrefixRedirect("")
                .build();
        return work.owned(
                        work.collections().urlMaps(),
                        names.urlMap(),
                        UrlMap.newBuilder().setDefaultUrlRedirect(action).build())
                .mustBeEmpty("default_service", "host_rules", "path_matchers", "default_route_action");
    }

    /**
     * A rule can't be given another address, and requests have no name for this one: on another address a rule takes its
     * place whose name follows from that of the address.
     */
    private ComputeResource<ForwardingRule> forwardingRule(String ip, String proxy) {
        ForwardingRule desired = ForwardingRule.newBuilder()
                .setLoadBalancingScheme("EXTERNAL_MANAGED")
                .setIPProtocol("TCP")
                .setIPAddress(ip)
                .setPortRange(String.valueOf(HTTP))
                .setTarget(proxy)
                .build();
        ComputeResource<ForwardingRule> first = named(names.forwardingRule(), desired);
        String address = work.request().loadBalancer().address();
        return SuccessorName.settle(
                first,
                named(SuccessorName.of(names.forwardingRule(), Digest.of(address)), desired),
                replaced -> replaced.map(other -> new Change.Succeed(first.id(), other.differences())));
    }

    private ComputeResource<ForwardingRule> named(String name, ForwardingRule desired) {
        return work.owned(work.collections().forwardingRules(), name, desired);
    }
}
