package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Firewall;
import com.google.cloud.compute.v1.FirewallPolicy;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.InstancesGetEffectiveFirewallsResponse;
import com.google.cloud.compute.v1.InstancesGetEffectiveFirewallsResponseEffectiveFirewallPolicy;
import com.google.cloud.compute.v1.NetworkInterface;
import com.google.cloud.compute.v1.NetworksGetEffectiveFirewallsResponse;
import com.google.cloud.compute.v1.NetworksGetEffectiveFirewallsResponseEffectiveFirewallPolicy;
import com.google.cloud.compute.v1.ServiceAccount;
import com.google.protobuf.Message;
import dev.sallyport.local.compute.ProjectResources.Stored;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What filters traffic: the policies of the organisation, the network's own rules and the policies that are in force on
 * the network.
 *
 * @see <a href="https://cloud.google.com/firewall/docs/firewall-policies-overview">Firewall policies</a>
 */
final class EffectiveFirewalls {
    private static final String POLICIES = "firewallPolicies";

    private EffectiveFirewalls() {}

    static Message ofNetwork(Transaction transaction, Call call) {
        CommonMethods.existing(transaction, call.link());
        NetworksGetEffectiveFirewallsResponse.Builder answer = NetworksGetEffectiveFirewallsResponse.newBuilder()
                .addAllFirewalls(rules(transaction, call.link()).toList());
        for (InForce policy : policies(transaction, call.link(), Scope.GLOBAL)) {
            answer.addFirewallPolicys((NetworksGetEffectiveFirewallsResponseEffectiveFirewallPolicy)
                    policy.as(NetworksGetEffectiveFirewallsResponseEffectiveFirewallPolicy.getDefaultInstance()));
        }
        return answer.build();
    }

    static Message ofInstance(Transaction transaction, Call call) {
        Instance instance = (Instance) CommonMethods.existing(transaction, call.link());
        Link network = Link.parse(nic(instance, call).getNetwork()).orElseThrow();
        InstancesGetEffectiveFirewallsResponse.Builder answer = InstancesGetEffectiveFirewallsResponse.newBuilder()
                .addAllFirewalls(rules(transaction, network)
                        .filter(rule -> isFor(instance, rule))
                        .toList());
        for (InForce policy :
                policies(transaction, network, Scope.region(call.scope().region()))) {
            answer.addFirewallPolicys((InstancesGetEffectiveFirewallsResponseEffectiveFirewallPolicy)
                    policy.as(InstancesGetEffectiveFirewallsResponseEffectiveFirewallPolicy.getDefaultInstance()));
        }
        return answer.build();
    }

    private static NetworkInterface nic(Instance instance, Call call) {
        String asked = call.parameter("network_interface");
        return instance.getNetworkInterfacesList().stream()
                .filter(nic -> nic.getName().equals(asked))
                .findFirst()
                .orElseThrow(() -> Refusals.invalidValue(
                        "networkInterface", asked, "The instance has no network interface of that name."));
    }

    private static Stream<Firewall> rules(Transaction transaction, Link network) {
        return transaction
                .allOf(network.project(), "firewalls")
                .map(stored -> (Firewall) stored.message())
                .filter(rule -> network.isNamedBy(rule.getNetwork()));
    }

    private static boolean isFor(Instance instance, Firewall rule) {
        List<String> accounts = instance.getServiceAccountsList().stream()
                .map(ServiceAccount::getEmail)
                .toList();
        boolean toAll = rule.getTargetTagsCount() + rule.getTargetServiceAccountsCount() == 0;
        return toAll
                || !Collections.disjoint(
                        rule.getTargetTagsList(), instance.getTags().getItemsList())
                || !Collections.disjoint(rule.getTargetServiceAccountsList(), accounts);
    }

    /** In the order in which they are asked, but for the network's own rules, which are asked between the first two kinds. */
    private static List<InForce> policies(Transaction transaction, Link network, Scope place) {
        Stream<Stored> hierarchy = transaction
                .allOf(Link.NO_PROJECT, POLICIES)
                .filter(policy -> isInForce(policy, transaction.project().organization()));
        Stream<Stored> ofNetwork = transaction
                .allOf(network.project(), POLICIES)
                .filter(policy -> isOf(policy.link().scope(), place))
                .filter(policy -> isInForce(policy, network.url()));
        List<Stored> all = Stream.concat(hierarchy, ofNetwork).toList();
        return IntStream.range(0, all.size())
                .mapToObj(turn -> InForce.of(all.get(turn), turn))
                .toList();
    }

    private static boolean isOf(Scope scope, Scope place) {
        return scope.equals(Scope.GLOBAL) || scope.equals(place);
    }

    private static boolean isInForce(Stored policy, String target) {
        return ((FirewallPolicy) policy.message())
                .getAssociationsList().stream()
                        .anyMatch(
                                association -> association.getAttachmentTarget().equals(target));
    }

    /** @param type what the API says of where the policy stands */
    private record InForce(FirewallPolicy policy, String type, int priority) {
        static InForce of(Stored stored, int priority) {
            String type = switch (stored.link().scope().kind()) {
                case ORGANIZATION -> "HIERARCHY";
                case REGION -> "NETWORK_REGIONAL";
                default -> "NETWORK";
            };
            return new InForce((FirewallPolicy) stored.message(), type, priority);
        }

        Message as(Message prototype) {
            Message.Builder shown = prototype.newBuilderForType();
            Fields.set(shown, "name", policy.getName());
            Fields.set(shown, "short_name", policy.getShortName());
            Fields.set(shown, "type", type);
            Fields.set(shown, "priority", priority);
            Fields.set(shown, "rules", policy.getRulesList());
            return shown.build();
        }
    }
}
