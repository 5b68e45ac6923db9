package dev.sallyport.request;

import dev.sallyport.grammar.NearestName;
import dev.sallyport.request.ProvisionRequest.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a request asks for, by collection and name as messages write it.
 *
 * @param names such as {@code healthChecks/my-check}
 */
public record WantedResources(List<String> names) {
    /** What can't be changed is replaced under a name that ends in a digest of its contents. */
    private static final Pattern SUCCESSOR = Pattern.compile("((?:instanceTemplates|sslCertificates)/.+)-[0-9a-f]{8}");

    public static WantedResources of(ProvisionRequest request) {
        List<String> names = new ArrayList<>(List.of(
                "firewalls/" + request.firewall().name(),
                "instanceTemplates/" + request.instanceTemplate().name(),
                "instanceGroupManagers/" + request.instanceGroup().name(),
                "healthChecks/" + request.healthCheck().name(),
                "backendServices/" + request.backendService().name(),
                "addresses/" + request.loadBalancer().address(),
                "urlMaps/" + request.loadBalancer().urlMap(),
                "targetHttpsProxies/" + request.loadBalancer().proxy(),
                "forwardingRules/" + request.loadBalancer().forwardingRule()));
        if (!(request.certificate() instanceof Certificate.Existing)) {
            names.add("sslCertificates/" + request.certificate().name());
        }
        request.loadBalancer().tls().ifPresent(tls -> names.add("sslPolicies/" + tls.name()));
        request.loadBalancer()
                .redirect()
                .ifPresent(redirect -> names.addAll(List.of(
                        "urlMaps/" + redirect.urlMap(),
                        "targetHttpProxies/" + redirect.proxy(),
                        "forwardingRules/" + redirect.forwardingRule())));
        return new WantedResources(List.copyOf(names));
    }

    /** Whether the request asks for it, or for what it can be the successor of. */
    public boolean has(String resource) {
        var successor = SUCCESSOR.matcher(resource);
        return names.contains(resource) || (successor.matches() && isStem(successor.group(1)));
    }

    /** What may have been meant. */
    String nearest(String resource) {
        return NearestName.of(resource, names)
                .map(name -> "one of the request's own resources, such as " + name)
                .orElseGet(() -> "one of " + String.join(", ", names));
    }

    /** A long name is cut short before the digest. */
    private boolean isStem(String stem) {
        return names.stream().anyMatch(name -> name.startsWith(stem));
    }
}
