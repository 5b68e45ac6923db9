package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Allowed;
import com.google.cloud.compute.v1.Denied;
import com.google.cloud.compute.v1.Firewall;
import com.google.cloud.compute.v1.FirewallLogConfig;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** VPC firewall rules. */
final class FirewallBehaviour extends Behaviour<Firewall> {
    private static final Set<String> PROTOCOLS = Set.of("tcp", "udp", "icmp", "esp", "ah", "sctp", "ipip", "all");
    private static final Pattern PORTS = Pattern.compile("\\d{1,5}(-\\d{1,5})?");

    FirewallBehaviour() {
        super("firewalls", Firewall.class);
    }

    @Override
    List<Reference> references() {
        return List.of(Reference.valid("network", "networks"));
    }

    @Override
    Set<String> immutable() {
        return Set.of("network", "direction");
    }

    @Override
    String defaultDescription() {
        return "";
    }

    @Override
    Firewall complete(Transaction transaction, Link link, Firewall wanted, Optional<Firewall> before) {
        Firewall.Builder rule = wanted.toBuilder();
        Fields.setDefault(
                rule,
                "network",
                link.inScope(Scope.GLOBAL, "networks", "default").url());
        Fields.setDefault(rule, "direction", "INGRESS");
        Fields.setDefault(rule, "disabled", false);
        Fields.setDefault(rule, "priority", 1000);
        Fields.setDefault(
                rule,
                "log_config",
                FirewallLogConfig.newBuilder().setEnable(false).build());
        completeRanges(rule);
        checkPriority(rule);
        checkPeers(rule);
        checkActions(rule);
        for (int i = 0; i < rule.getAllowedCount(); i++) {
            Allowed allowed = rule.getAllowed(i);
            String where = "resource.allowed[" + i + "]";
            rule.setAllowed(i, allowed.toBuilder().setIPProtocol(protocol(where, allowed.getIPProtocol())));
            checkPorts(where, allowed.getPortsList());
        }
        for (int i = 0; i < rule.getDeniedCount(); i++) {
            Denied denied = rule.getDenied(i);
            String where = "resource.denied[" + i + "]";
            rule.setDenied(i, denied.toBuilder().setIPProtocol(protocol(where, denied.getIPProtocol())));
            checkPorts(where, denied.getPortsList());
        }
        return rule.build();
    }

    private static void completeRanges(Firewall.Builder rule) {
        checkRanges("resource.sourceRanges", rule.getSourceRangesList());
        checkRanges("resource.destinationRanges", rule.getDestinationRangesList());
        boolean ingress = rule.getDirection().equals("INGRESS");
        boolean anySource =
                rule.getSourceRangesCount() + rule.getSourceTagsCount() + rule.getSourceServiceAccountsCount() == 0;
        if (ingress && anySource) {
            rule.addSourceRanges("0.0.0.0/0");
        } else if (!ingress && rule.getDestinationRangesCount() == 0) {
            rule.addDestinationRanges("0.0.0.0/0");
        }
    }

    private static void checkRanges(String field, List<String> ranges) {
        for (int i = 0; i < ranges.size(); i++) {
            String range = ranges.get(i);
            if (!range.contains(":") && IpRange.parse(range).isEmpty()) {
                throw Refusals.invalidValue(
                        field + "[" + i + "]", range, "Must be a valid IPv4 or IPv6 address range in CIDR notation.");
            }
        }
    }

    private static void checkPriority(Firewall.Builder rule) {
        if (rule.getPriority() < 0 || rule.getPriority() > 65535) {
            throw Refusals.invalidValue(
                    "resource.priority",
                    Integer.toString(rule.getPriority()),
                    "Must be less than or equal to 65535 and not negative.");
        }
    }

    /** Source: the fields' descriptions in the API reference. */
    private static void checkPeers(Firewall.Builder rule) {
        if (rule.getDirection().equals("EGRESS") && rule.getSourceTagsCount() > 0) {
            throw Refusals.invalidValue(
                    "resource.sourceTags", rule.getSourceTags(0), "Source tags cannot be used with EGRESS rules.");
        }
        boolean tags = rule.getSourceTagsCount() + rule.getTargetTagsCount() > 0;
        if (tags && rule.getSourceServiceAccountsCount() + rule.getTargetServiceAccountsCount() > 0) {
            throw Refusals.invalidValue("resource", "", "Tags cannot be used at the same time as service accounts.");
        }
    }

    private static void checkActions(Firewall.Builder rule) {
        if (rule.getAllowedCount() == 0 == (rule.getDeniedCount() == 0)) {
            throw Refusals.invalidValue(
                    "resource", "", "Firewall rules must specify exactly one of the fields 'allowed' and 'denied'.");
        }
    }

    private static String protocol(String where, String protocol) {
        String lower = protocol.toLowerCase(Locale.ROOT);
        if (lower.isEmpty()) {
            throw Refusals.requiredField(where + ".IPProtocol");
        }
        boolean number = lower.matches("\\d{1,3}") && Integer.parseInt(lower) <= 255;
        if (!number && !PROTOCOLS.contains(lower)) {
            throw Refusals.invalidValue(where + ".IPProtocol", protocol, "Unsupported protocol.");
        }
        return lower;
    }

    private static void checkPorts(String where, List<String> ports) {
        for (int i = 0; i < ports.size(); i++) {
            if (!valid(ports.get(i))) {
                throw Refusals.invalidValue(
                        where + ".ports[" + i + "]",
                        ports.get(i),
                        "Must be a port number or a range of them, 0 to 65535.");
            }
        }
    }

    private static boolean valid(String ports) {
        if (!PORTS.matcher(ports).matches()) {
            return false;
        }
        String[] ends = ports.split("-");
        int first = Integer.parseInt(ends[0]);
        int last = Integer.parseInt(ends[ends.length - 1]);
        return first <= last && last <= 65535;
    }
}
