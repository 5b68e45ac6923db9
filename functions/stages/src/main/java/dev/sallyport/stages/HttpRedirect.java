package dev.sallyport.stages;

import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.HttpRedirectAction;
import com.google.cloud.compute.v1.TargetHttpProxy;
import com.google.cloud.compute.v1.UrlMap;
import dev.sallyport.converge.ComputeResource;
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

    void converge(String ip) {
        ComputeResource<UrlMap> urlMap = urlMap();
        work.converge(urlMap);
        ComputeResource<TargetHttpProxy> proxy = work.owned(
                work.collections().targetHttpProxies(),
                names.proxy(),
                TargetHttpProxy.newBuilder().setUrlMap(urlMap.link()).build());
        work.converge(proxy);
        work.converge(forwardingRule(ip, proxy.link()));
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

    private ComputeResource<ForwardingRule> forwardingRule(String ip, String proxy) {
        ForwardingRule rule = ForwardingRule.newBuilder()
                .setLoadBalancingScheme("EXTERNAL_MANAGED")
                .setIPProtocol("TCP")
                .setIPAddress(ip)
                .setPortRange(String.valueOf(HTTP))
                .setTarget(proxy)
                .build();
        return work.owned(work.collections().forwardingRules(), names.forwardingRule(), rule);
    }
}
