package dev.sallyport.stages;

import com.google.cloud.compute.v1.Firewall;
import com.google.cloud.compute.v1.FirewallList;
import com.google.cloud.compute.v1.Instance;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.sallyport.converge.Mark;
import dev.sallyport.converge.Resource;
import dev.sallyport.converge.ResourceCollection;
import dev.sallyport.converge.RestoredResource;
import dev.sallyport.failure.Rejected;
import dev.sallyport.request.ProvisionRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The firewall rules that had to go, as they were. They are kept before they are deleted, so that they can be put back
 * whatever happens in between.
 */
final class RemovedRules {
    /** The output: a JSON document of Compute Engine's own type, with the rules as {@code items}. */
    static final String OUTPUT = "removed";

    private RemovedRules() {}

    static Optional<String> remembered(StageWork work) {
        return work.context().remembered(OUTPUT);
    }

    static void rememberBeforeRemoval(StageWork work, Set<String> names) {
        ResourceCollection<Firewall> collection = work.collections().firewalls();
        Map<String, Firewall> rules = new LinkedHashMap<>();
        remembered(work)
                .map(RemovedRules::read)
                .ifPresent(known -> known.getItemsList().forEach(rule -> rules.put(rule.getName(), rule)));
        Map<String, Firewall> before = Map.copyOf(rules);
        names.forEach(name -> collection.find(name).ifPresent(rule -> rules.put(name, rule)));
        if (!rules.equals(before)) {
            work.context()
                    .remember(
                            OUTPUT,
                            write(FirewallList.newBuilder()
                                    .addAllItems(rules.values())
                                    .build()));
        }
    }

    /**
     * Puts back what is known to have been there.
     *
     * @throws Rejected if that would open the network to VMs that are still there, or take from another deployment what it
     *     asked for
     */
    static void putBack(StageWork work) {
        List<Firewall> rules =
                remembered(work).map(known -> read(known).getItemsList()).orElse(List.of());
        if (!rules.isEmpty()) {
            refuseWhileVmsAreThere(work, rules);
            refuseForNeighbours(work, rules);
            ResourceCollection<Firewall> collection = work.collections().firewalls();
            work.converge(rules.stream()
                    .map(rule -> new RestoredResource<>(collection, rule))
                    .toArray(Resource<?>[]::new));
        }
    }

    /** VMs that somebody took out of the group outlive it. */
    private static void refuseWhileVmsAreThere(StageWork work, List<Firewall> rules) {
        List<Instance> vms = work.poll().until(() -> ManagedInstances.labelled(work), RemovedRules::stillGoing);
        if (!vms.isEmpty()) {
            throw new Rejected(
                    names(rules) + " would open the VMs " + namesOf(vms)
                            + ", which were the deployment's and are still there",
                    "Delete them, or take the label " + Mark.LABEL
                            + " off those that are to stay, and destroy the deployment again.");
        }
    }

    /** A VM that is being deleted is stopping until it is gone. */
    private static Optional<String> stillGoing(List<Instance> vms) {
        List<Instance> going =
                vms.stream().filter(vm -> vm.getStatus().equals("STOPPING")).toList();
        return going.isEmpty() ? Optional.empty() : Optional.of("the VMs " + namesOf(going) + " to be gone");
    }

    private static String namesOf(List<Instance> vms) {
        return vms.stream().map(Instance::getName).collect(Collectors.joining(", "));
    }

    private static void refuseForNeighbours(StageWork work, List<Firewall> rules) {
        List<String> neighbours = work.context().neighbours().stream()
                .filter(other -> rules.stream()
                        .map(Firewall::getName)
                        .anyMatch(other.firewall().remove()::contains))
                .map(ProvisionRequest::deployment)
                .sorted()
                .toList();
        if (!neighbours.isEmpty()) {
            throw new Rejected(
                    names(rules) + " cannot come back: the deployment " + String.join(", ", neighbours)
                            + " asks for it to be gone",
                    "Destroy that first, or take the rule out of its firewall.remove; then destroy this one again. All"
                            + " else of it is gone.");
        }
    }

    private static String names(List<Firewall> rules) {
        return rules.stream().map(Firewall::getName).collect(Collectors.joining(", "));
    }

    static FirewallList read(String json) {
        FirewallList.Builder rules = FirewallList.newBuilder();
        try {
            JsonFormat.parser().ignoringUnknownFields().merge(json, rules);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("output " + OUTPUT + " is not what this stage wrote", e);
        }
        return rules.build();
    }

    private static String write(FirewallList rules) {
        try {
            return JsonFormat.printer().omittingInsignificantWhitespace().print(rules);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a message without Any can be printed", e);
        }
    }
}
