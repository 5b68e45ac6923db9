package dev.sallyport.stages;

import com.google.cloud.compute.v1.Allowed;
import com.google.cloud.compute.v1.Firewall;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.chain.StageResult;
import dev.sallyport.converge.AbsentResource;
import dev.sallyport.converge.ComputeResource;
import dev.sallyport.converge.Link;
import dev.sallyport.converge.Resource;
import dev.sallyport.converge.ResourceCollection;
import dev.sallyport.finding.Controls;
import dev.sallyport.finding.Mode;
import dev.sallyport.plan.Consequence;
import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.settings.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The firewall: Google's front ends reach the application's port, rules the request wants gone are gone, and no other
 * rule opens the port to these VMs.
 */
public final class FirewallStage extends CloudStage {
    static final StageName NAME = new StageName("firewall");
    private static final String FIREWALLS = "firewalls";
    private static final List<String> NEVER_USED = List.of(
            "denied", "destination_ranges", "source_tags", "source_service_accounts", "target_service_accounts");

    public FirewallStage() {
        this(ChainRuntime.of(Settings.ofEnvironment()));
    }

    FirewallStage(ChainRuntime runtime) {
        super(NAME, runtime);
    }

    @Override
    StageResult converge(StageWork work) {
        // Before anything is written: a request that can't be met leaves no trace.
        Set<String> removed = removed(work);
        Exposure.refuse(work, aboutToChange(work, removed));
        ComputeResource<Firewall> rule = rule(work);
        work.converge(rule);
        work.converge(outdated(work).toArray(Resource<?>[]::new));
        RemovedRules.rememberBeforeRemoval(work, removed);
        work.converge(unwanted(work, removed));
        Map<String, String> outputs = new HashMap<>(Map.of("rule", rule.link()));
        RemovedRules.remembered(work).ifPresent(known -> outputs.put(RemovedRules.OUTPUT, known));
        return StageResult.of(outputs);
    }

    /** The VMs are gone when this is called, as the blueprint has it; only then may rules that had to go come back. */
    @Override
    void tearDown(StageWork work) {
        work.takeDown(work.collections().firewalls());
        RemovedRules.putBack(work);
    }

    @Override
    List<Consequence> consequences(StageWork work, Changes changes) {
        String own = work.request().firewall().name();
        List<Consequence> consequences = new ArrayList<>();
        changes.made(FIREWALLS)
                .forEach(name -> consequences.add(
                        name.equals(own)
                                ? consequence("Google's front ends reach the VMs' port, and nobody else does.")
                                : consequence(name + " comes back as it was, once no VM of the deployment is left.")));
        changes.gone(FIREWALLS)
                .forEach(name -> consequences.add(consequence(
                        name.equals(own)
                                ? "Nobody reaches the VMs' port any more."
                                : "What the rule " + name + " has let in is let in by it no more.")));
        changes.changed(FIREWALLS, "sourceRanges")
                .ifPresent(ranges -> consequences.add(consequence(own + " lets in " + ranges.to() + "; until then "
                        + (ranges.from().isEmpty() ? "nobody" : ranges.from()) + ".")));
        return consequences;
    }

    private static Consequence consequence(String text) {
        return new Consequence(Consequence.Kind.NETWORK, text);
    }

    /** The rules that have to go; those that open the port are among them where the request says so of all of them. */
    private static Set<String> removed(StageWork work) {
        Set<String> removed = new LinkedHashSet<>(work.request().firewall().remove());
        if (work.request().compliance().names(Controls.FIREWALL_OPEN, Mode.FIX)) {
            Exposure.of(work, aboutToChange(work, removed)).forEach(exposure -> removed.add(exposure.rule()));
        }
        return removed;
    }

    private static List<String> aboutToChange(StageWork work, Set<String> removed) {
        return Stream.of(
                        removed.stream(),
                        outdated(work).stream().map(AbsentResource::name),
                        Stream.of(work.request().firewall().name()))
                .flatMap(Function.identity())
                .toList();
    }

    /** Rules that earlier requests had under other names. They go once the one that is wanted is there. */
    private static List<AbsentResource<Firewall>> outdated(StageWork work) {
        ResourceCollection<Firewall> firewalls = work.collections().firewalls();
        return firewalls.namesOf(work.mark()).stream()
                .filter(name -> !name.equals(work.request().firewall().name()))
                .filter(name -> firewalls
                        .find(name)
                        .filter(rule -> Link.name(rule.getNetwork())
                                .equals(work.request().network()))
                        .isPresent())
                .map(name -> new AbsentResource<>(work.collections().firewalls(), name))
                .toList();
    }

    private static ComputeResource<Firewall> rule(StageWork work) {
        ProvisionRequest request = work.request();
        Firewall rule = Firewall.newBuilder()
                .setNetwork(work.globalLink("networks", request.network()))
                .setDirection("INGRESS")
                .setPriority(1000)
                .setDisabled(false)
                .addAllSourceRanges(request.firewall().sourceRanges())
                .addAllTargetTags(request.instanceTemplate().tags())
                .addAllowed(Allowed.newBuilder().setIPProtocol("tcp").addAllPorts(ports(request)))
                .build();
        return work.owned(work.collections().firewalls(), request.firewall().name(), rule)
                .mustBeEmpty(unused(request));
    }

    private static String[] unused(ProvisionRequest request) {
        Stream<String> tags = request.instanceTemplate().tags().isEmpty() ? Stream.of("target_tags") : Stream.empty();
        return Stream.concat(NEVER_USED.stream(), tags).toArray(String[]::new);
    }

    private static Iterable<String> ports(ProvisionRequest request) {
        return Stream.of(request.instanceGroup().port(), request.healthCheck().port())
                .distinct()
                .sorted()
                .map(String::valueOf)
                .toList();
    }

    private static Resource<?>[] unwanted(StageWork work, Set<String> removed) {
        return removed.stream()
                .map(name -> new AbsentResource<>(work.collections().firewalls(), name))
                .toArray(Resource<?>[]::new);
    }
}
