package dev.sallyport.stages;

import com.google.cloud.compute.v1.Firewall;
import com.google.common.collect.ImmutableList;
import dev.sallyport.failure.Rejected;
import dev.sallyport.request.ProvisionRequest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A firewall rule that lets others than Google's front ends reach the application's port on the deployment's VMs.
 *
 * <p>VPC firewall rules are looked at; hierarchical and network firewall policies are not.
 *
 * @param sources who is let in, in words
 */
public record Exposure(String rule, int priority, String sources) {
    private static final String DEFAULT_ALLOW_INTERNAL = "default-allow-internal";
    /** What the rule of that name lets in as Google makes it: all subnets of an auto mode network. */
    private static final AddressRanges INTERNAL = AddressRanges.of(List.of("10.128.0.0/9"));

    /**
     * @param aboutToGo names of rules that are not counted, because they are being removed or put right
     * @throws Rejected if there is any exposure; the message names them all
     */
    static void refuse(StageWork work, Collection<String> aboutToGo) {
        List<Exposure> exposures = of(work, aboutToGo);
        if (!exposures.isEmpty()) {
            throw new Rejected(
                    describe(work.request(), exposures),
                    "Delete these rules, narrow them or take their target tags off the VMs; or name them in"
                            + " firewall.remove of the request, and they are remembered and removed.");
        }
    }

    static String describe(ProvisionRequest request, List<Exposure> exposures) {
        return "Port tcp:" + request.instanceGroup().port() + " of the VMs on the network " + request.network()
                + " is open to others than Google's front ends: "
                + exposures.stream().map(Exposure::toString).collect(Collectors.joining("; "));
    }

    static List<Exposure> of(StageWork work, Collection<String> aboutToGo) {
        ProvisionRequest request = work.request();
        FirewallTarget target = FirewallTarget.of(work);
        List<Firewall> staying = work.inventory().firewalls(request.network(), target).stream()
                .filter(rule -> !aboutToGo.contains(rule.getName()))
                .toList();
        boolean keepsInternal = !request.firewall().remove().contains(DEFAULT_ALLOW_INTERNAL);
        return among(
                staying,
                target,
                AddressRanges.of(request.firewall().sourceRanges()),
                keepsInternal ? Set.of(DEFAULT_ALLOW_INTERNAL) : Set.of());
    }

    /**
     * @param rules all ingress rules of the network
     * @param frontEnds the addresses that may be let in
     * @param tolerated names of rules that may let in the network's own addresses besides
     */
    static List<Exposure> among(
            List<Firewall> rules, FirewallTarget target, AddressRanges frontEnds, Set<String> tolerated) {
        List<Firewall> hits = rules.stream().filter(target::isHitBy).toList();
        List<Firewall> denying =
                hits.stream().filter(rule -> rule.getDeniedCount() > 0).toList();
        // A project has as many rules that let in the same as it has deployments.
        Map<List<String>, AddressRanges> others = new HashMap<>();
        return hits.stream()
                .filter(rule -> rule.getAllowedCount() > 0)
                .flatMap(rule -> {
                    AddressRanges let = others.computeIfAbsent(
                            FirewallTarget.sources(rule),
                            sources -> AddressRanges.of(sources).minus(frontEnds));
                    return let.isEmpty()
                            ? Stream.empty()
                            : of(rule, let, denying, tolerated.contains(rule.getName())).stream();
                })
                .toList();
    }

    /** @param others whom it lets in besides Google's front ends */
    private static List<Exposure> of(
            Firewall allow, AddressRanges others, List<Firewall> denying, boolean mayLetInTheNetwork) {
        AddressRanges let = others.minus(mayLetInTheNetwork ? INTERNAL : AddressRanges.NONE);
        for (Firewall rule : denying) {
            if (rule.getPriority() <= allow.getPriority()) {
                let = let.minus(FirewallTarget.deniedSources(rule));
            }
        }
        return let.isEmpty()
                ? List.of()
                : List.of(new Exposure(allow.getName(), allow.getPriority(), words(allow, let)));
    }

    private static String words(Firewall allow, AddressRanges let) {
        List<String> senders = ImmutableList.<String>builder()
                .addAll(allow.getSourceTagsList())
                .addAll(allow.getSourceServiceAccountsList())
                .build();
        return senders.isEmpty() ? let.toString() : "VMs of " + String.join(", ", senders);
    }

    @Override
    public String toString() {
        return rule + " (priority " + priority + ") lets in " + sources;
    }
}
