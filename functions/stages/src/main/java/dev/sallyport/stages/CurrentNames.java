package dev.sallyport.stages;

import dev.sallyport.converge.Link;
import dev.sallyport.request.ProvisionRequest;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of what the deployment consists of now, by collection. */
record CurrentNames(
        ProvisionRequest request,
        String region,
        String manager,
        String template,
        String certificate,
        Optional<String> redirectRule) {
    static CurrentNames of(StageWork work) {
        String manager = work.output(InstanceGroupStage.NAME, "manager");
        return new CurrentNames(
                work.request(),
                Link.segmentAfter("regions", manager),
                Link.name(manager),
                Link.name(work.output(InstanceTemplateStage.NAME, "template")),
                Link.name(work.output(CertificateStage.NAME, "certificate")),
                work.request().loadBalancer().redirect().map(redirect -> redirectRule(work, redirect)));
    }

    Set<String> forwardingRules() {
        return names(balancer().forwardingRule(), redirectRule);
    }

    Set<String> targetHttpsProxies() {
        return Set.of(balancer().proxy());
    }

    Set<String> targetHttpProxies() {
        return redirect().map(ProvisionRequest.Redirect::proxy).stream().collect(Collectors.toSet());
    }

    Set<String> urlMaps() {
        return names(balancer().urlMap(), redirect().map(ProvisionRequest.Redirect::urlMap));
    }

    Set<String> addresses() {
        return Set.of(balancer().address());
    }

    Set<String> sslCertificates() {
        return Set.of(certificate);
    }

    Set<String> sslPolicies() {
        return balancer().tls().map(ProvisionRequest.Tls::name).stream().collect(Collectors.toSet());
    }

    Set<String> backendServices() {
        return Set.of(request.backendService().name());
    }

    Set<String> instanceGroupManagers(String inRegion) {
        return inRegion.equals(region) ? Set.of(manager) : Set.of();
    }

    Set<String> healthChecks() {
        return Set.of(request.healthCheck().name());
    }

    Set<String> instanceTemplates() {
        return Set.of(template);
    }

    /** A run that an earlier version began has left no such output, and has the rule under its first name. */
    private static String redirectRule(StageWork work, ProvisionRequest.Redirect redirect) {
        return work.context()
                .outputIfAny(FrontendStage.NAME, FrontendStage.REDIRECT_RULE)
                .map(Link::name)
                .orElse(redirect.forwardingRule());
    }

    private ProvisionRequest.LoadBalancer balancer() {
        return request.loadBalancer();
    }

    private Optional<ProvisionRequest.Redirect> redirect() {
        return balancer().redirect();
    }

    private static Set<String> names(String always, Optional<String> perhaps) {
        return Stream.concat(Stream.of(always), perhaps.stream()).collect(Collectors.toSet());
    }
}
