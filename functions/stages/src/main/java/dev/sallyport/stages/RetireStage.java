package dev.sallyport.stages;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.chain.StageResult;
import dev.sallyport.converge.ComputeCollections;
import dev.sallyport.converge.Link;
import dev.sallyport.plan.Consequence;
import dev.sallyport.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What earlier requests had made and this one names no more is gone: templates and certificates that others have taken the
 * place of, and whatever had another name or stood in another region. Rules of the firewall are the firewall stage's.
 */
public final class RetireStage extends CloudStage {
    static final StageName NAME = new StageName("retire");
    /** What the last run left, as partial links with commas between them. */
    private static final String LEFT = "left";
    /** What of it a plan passes over; known to the planning alone. */
    private static final String PASSED_OVER = "passedOver";

    public RetireStage() {
        this(ChainRuntime.of(Settings.ofEnvironment()));
    }

    RetireStage(ChainRuntime runtime) {
        super(NAME, runtime);
    }

    @Override
    StageResult converge(StageWork work) {
        Map<String, String> left = retire(work, Set.of());
        return StageResult.of(
                left.isEmpty()
                        ? Map.of()
                        : Map.of(
                                "note",
                                "outdated, and left because others use it: " + String.join("; ", left.values()),
                                LEFT,
                                String.join(",", left.keySet())));
    }

    /** Whether others have let go of what the last run left shows when it is tried to be deleted, and not before. */
    @Override
    StageResult foresee(StageWork work) {
        Map<String, String> left = retire(work, links(work, LEFT));
        work.context().remember(PASSED_OVER, String.join(",", left.keySet()));
        return StageResult.of(Map.of());
    }

    @Override
    List<Consequence> consequences(StageWork work, Changes changes) {
        String names =
                links(work, PASSED_OVER).stream().sorted().map(Link::shortened).collect(Collectors.joining(", "));
        return names.isEmpty()
                ? List.of()
                : List.of(new Consequence(
                        Consequence.Kind.LEFT,
                        "Outdated, and left by the last run because others used it: " + names
                                + ". Every run tries again to delete it."));
    }

    private static Set<String> links(StageWork work, String output) {
        return work.context().remembered(output).stream()
                .flatMap(known -> Stream.of(known.split(",")))
                .filter(link -> !link.isEmpty())
                .collect(Collectors.toSet());
    }

    /** From the door inwards: each wave is used by those before it alone. */
    private static Map<String, String> retire(StageWork work, Set<String> passedOver) {
        Outdated outdated = new Outdated(work, passedOver);
        CurrentNames names = CurrentNames.of(work);
        ComputeCollections collections = work.collections();
        outdated.remove(Map.of(collections.forwardingRules(), names.forwardingRules()));
        outdated.remove(Map.of(
                collections.targetHttpsProxies(), names.targetHttpsProxies(),
                collections.targetHttpProxies(), names.targetHttpProxies()));
        outdated.remove(Map.of(
                collections.urlMaps(), names.urlMaps(),
                collections.addresses(), names.addresses(),
                collections.sslCertificates(), names.sslCertificates(),
                collections.sslPolicies(), names.sslPolicies()));
        outdated.remove(Map.of(collections.backendServices(), names.backendServices()));
        InstanceGroupStage.regions(work)
                .forEach(region -> outdated.remove(
                        Map.of(collections.instanceGroupManagers(region), names.instanceGroupManagers(region))));
        outdated.remove(Map.of(
                collections.healthChecks(), names.healthChecks(),
                collections.instanceTemplates(), names.instanceTemplates()));
        return outdated.left();
    }

    @Override
    void tearDown(StageWork work) {
        // Each stage takes down what it made, under whatever name.
    }
}
