package dev.sallyport.stages;

import com.google.cloud.compute.v1.Address;
import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.SslPolicy;
import com.google.cloud.compute.v1.TargetHttpsProxy;
import com.google.cloud.compute.v1.UrlMap;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.chain.StageResult;
import dev.sallyport.converge.AbsentOwned;
import dev.sallyport.converge.ComputeResource;
import dev.sallyport.converge.Link;
import dev.sallyport.converge.Resource;
import dev.sallyport.converge.ResourceCollection;
import dev.sallyport.failure.Rejected;
import dev.sallyport.plan.Consequence;
import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The front end: address, URL map, SSL policy, HTTPS proxy, and at the very last the forwarding rule, which opens the door.
 * It stays shut unless IAP stands before the backend service at that moment. Plain HTTP is redirected, if the request
 * wants that, once HTTPS is there.
 */
public final class FrontendStage extends CloudStage {
    static final StageName NAME = new StageName("frontend");
    static final String REDIRECT_RULE = "redirectRule";
    private static final int HTTPS = 443;
    private static final String NOT_RESERVED_YET = "(an address that is not reserved yet)";

    public FrontendStage() {
        this(ChainRuntime.of(Settings.ofEnvironment()));
    }

    FrontendStage(ChainRuntime runtime) {
        super(NAME, runtime);
    }

    @Override
    StageResult converge(StageWork work) {
        // A door that is open already must not be turned to a backend service without IAP.
        requireGuard(work);
        ProvisionRequest.LoadBalancer wanted = work.request().loadBalancer();
        ComputeResource<Address> address = work.owned(
                work.collections().addresses(),
                wanted.address(),
                Address.newBuilder().setAddressType("EXTERNAL").build());
        ComputeResource<UrlMap> urlMap = urlMap(work);
        Address reserved = work.converge(address, urlMap).of(address);
        String ip = reserved.hasAddress() ? reserved.getAddress() : NOT_RESERVED_YET;
        Optional<ComputeResource<SslPolicy>> policy = wanted.tls().map(tls -> sslPolicy(work, tls));
        policy.ifPresent(work::converge);
        ComputeResource<TargetHttpsProxy> proxy = proxy(work, urlMap.link(), policy.map(ComputeResource::link));
        work.converge(proxy);
        requireGuard(work);
        ComputeResource<ForwardingRule> rule = forwardingRule(work, ip, proxy.link());
        work.converge(inTheWay(work, ip));
        work.converge(rule);
        Map<String, String> outputs = new HashMap<>(Map.of("forwardingRule", rule.link()));
        wanted.redirect()
                .map(redirect -> HttpRedirect.of(work, redirect).converge(ip))
                .ifPresent(link -> outputs.put(REDIRECT_RULE, link));
        if (reserved.hasAddress()) {
            outputs.putAll(Map.of("address", ip, "url", url(ip, wanted.port())));
        }
        return StageResult.of(outputs);
    }

    @Override
    void tearDown(StageWork work) {
        // The door is shut before anything behind it goes.
        work.takeDown(work.collections().forwardingRules());
        work.takeDown(
                work.collections().targetHttpsProxies(), work.collections().targetHttpProxies());
        work.takeDown(
                work.collections().urlMaps(),
                work.collections().addresses(),
                work.collections().sslPolicies());
    }

    @Override
    List<Consequence> consequences(StageWork work, Changes changes) {
        return new FrontendConsequences(work.request().loadBalancer(), changes).all();
    }

    /** Whether nobody can come in, as far as has been planned. */
    static boolean isShut(StageWork work) {
        return work.find(
                        work.collections().forwardingRules(),
                        work.request().loadBalancer().forwardingRule())
                .isEmpty();
    }

    /** Every path leads to the one service: a path matcher would be a way round IAP. */
    private static ComputeResource<UrlMap> urlMap(StageWork work) {
        UrlMap map = UrlMap.newBuilder()
                .setDefaultService(work.output(BackendStage.NAME, "backendService"))
                .build();
        return work.owned(
                        work.collections().urlMaps(),
                        work.request().loadBalancer().urlMap(),
                        map)
                .mustBeEmpty("host_rules", "path_matchers", "default_url_redirect", "default_route_action");
    }

    private static ComputeResource<SslPolicy> sslPolicy(StageWork work, ProvisionRequest.Tls wanted) {
        SslPolicy policy = SslPolicy.newBuilder()
                .setMinTlsVersion(wanted.minVersion())
                .setProfile(wanted.profile())
                .build();
        return work.owned(work.collections().sslPolicies(), wanted.name(), policy);
    }

    private static ComputeResource<TargetHttpsProxy> proxy(StageWork work, String urlMap, Optional<String> sslPolicy) {
        TargetHttpsProxy.Builder proxy = TargetHttpsProxy.newBuilder()
                .setUrlMap(urlMap)
                .addSslCertificates(work.output(CertificateStage.NAME, "certificate"));
        sslPolicy.ifPresent(proxy::setSslPolicy);
        ComputeResource<TargetHttpsProxy> wanted = work.owned(
                work.collections().targetHttpsProxies(),
                work.request().loadBalancer().proxy(),
                proxy.build());
        return sslPolicy.isPresent() ? wanted : wanted.mustBeEmpty("ssl_policy");
    }

    private static ComputeResource<ForwardingRule> forwardingRule(StageWork work, String ip, String proxy) {
        ProvisionRequest.LoadBalancer wanted = work.request().loadBalancer();
        ForwardingRule rule = ForwardingRule.newBuilder()
                .setLoadBalancingScheme("EXTERNAL_MANAGED")
                .setIPProtocol("TCP")
                .setIPAddress(ip)
                .setPortRange(String.valueOf(wanted.port()))
                .setTarget(proxy)
                .build();
        return work.owned(work.collections().forwardingRules(), wanted.forwardingRule(), rule);
    }

    /**
     * The deployment's rule of another name that has this address and port: no two may have them, so that one goes before
     * the other comes.
     */
    private static Resource<?>[] inTheWay(StageWork work, String ip) {
        ProvisionRequest.LoadBalancer wanted = work.request().loadBalancer();
        ResourceCollection<ForwardingRule> rules = work.collections().forwardingRules();
        return rules.namesOf(work.mark()).stream()
                .filter(name -> !name.equals(wanted.forwardingRule()))
                .filter(name -> rules.find(name)
                        .filter(rule -> rule.getIPAddress().equals(ip))
                        .filter(rule -> rule.getPortRange().equals(wanted.port() + "-" + wanted.port()))
                        .isPresent())
                .map(name -> new AbsentOwned<>(rules, name, work.mark()))
                .toArray(Resource<?>[]::new);
    }

    private static void requireGuard(StageWork work) {
        String service = Link.name(work.output(BackendStage.NAME, "backendService"));
        boolean guarded = work.find(work.collections().backendServices(), service)
                .map(BackendService::getIap)
                .filter(iap -> iap.getEnabled())
                .isPresent();
        if (!guarded) {
            throw new Rejected(
                    "The front end stays shut: Identity-Aware Proxy is not on for the backend service " + service
                            + ", so anybody who found the address would reach the application",
                    "Find out who switched it off (audit log: compute.backendServices.patch), and provision the"
                            + " deployment again, which switches it on first.");
        }
    }

    private static String url(String ip, int port) {
        return "https://" + ip + (port == HTTPS ? "" : ":" + port) + "/";
    }
}
