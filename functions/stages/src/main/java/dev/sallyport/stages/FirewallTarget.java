package dev.sallyport.stages;

import com.google.cloud.compute.v1.Allowed;
import com.google.cloud.compute.v1.Denied;
import com.google.cloud.compute.v1.Firewall;
import dev.sallyport.request.ProvisionRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What firewall rules are looked at for: the deployment's VMs, and the application's TCP port on them. */
record FirewallTarget(Set<String> tags, String serviceAccount, int port) {
    private static final List<String> ANYWHERE = List.of("0.0.0.0/0");

    static FirewallTarget of(StageWork work) {
        ProvisionRequest request = work.request();
        return new FirewallTarget(
                Set.copyOf(request.instanceTemplate().tags()),
                request.instanceTemplate()
                        .serviceAccount()
                        .orElseGet(() -> work.project().number() + "-compute@developer.gserviceaccount.com"),
                request.instanceGroup().port());
    }

    /** Whether the rule is in force and decides about ingress to this port of these VMs. */
    boolean isHitBy(Firewall rule) {
        return !rule.getDisabled()
                && rule.getDirection().equals("INGRESS")
                && targets(rule)
                && (rule.getAllowedList().stream().anyMatch(this::covers)
                        || rule.getDeniedList().stream().anyMatch(this::covers));
    }

    /** The ranges an allowing rule lets in. Senders named by tag or account have addresses we can't know: any. */
    static List<String> sources(Firewall rule) {
        boolean anySender = rule.getSourceTagsCount() > 0 || rule.getSourceServiceAccountsCount() > 0;
        return anySender || rule.getSourceRangesCount() == 0 ? ANYWHERE : rule.getSourceRangesList();
    }

    /** The addresses a denying rule surely keeps out of every VM. */
    static AddressRanges deniedSources(Firewall rule) {
        if (rule.getDestinationRangesCount() > 0) {
            return AddressRanges.NONE;
        }
        boolean someSenders = rule.getSourceTagsCount() > 0 || rule.getSourceServiceAccountsCount() > 0;
        if (rule.getSourceRangesCount() == 0) {
            return someSenders ? AddressRanges.NONE : AddressRanges.ALL;
        }
        return AddressRanges.of(rule.getSourceRangesList());
    }

    private boolean targets(Firewall rule) {
        boolean everyVm = rule.getTargetTagsCount() == 0 && rule.getTargetServiceAccountsCount() == 0;
        return everyVm
                || !Collections.disjoint(rule.getTargetTagsList(), tags)
                || rule.getTargetServiceAccountsList().contains(serviceAccount);
    }

    private boolean covers(Allowed allowed) {
        return covers(allowed.getIPProtocol(), allowed.getPortsList());
    }

    private boolean covers(Denied denied) {
        return covers(denied.getIPProtocol(), denied.getPortsList());
    }

    private boolean covers(String protocol, List<String> ports) {
        return Set.of("tcp", "6", "all").contains(protocol.toLowerCase(Locale.ROOT))
                && (ports.isEmpty() || ports.stream().anyMatch(this::covers));
    }

    private boolean covers(String ports) {
        String[] ends = ports.split("-", 2);
        return Integer.parseInt(ends[0]) <= port && port <= Integer.parseInt(ends[ends.length - 1]);
    }
}
