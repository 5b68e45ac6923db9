package dev.sallyport.stages;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.chain.StageResult;
import dev.sallyport.converge.ComputeCollections;
import dev.sallyport.settings.Settings;
import java.util.List;
import java.util.Map;

/**
 * What earlier requests had made and this one names no more is gone: templates and certificates that others have taken the
 * place of, and whatever had another name or stood in another region. Rules of the firewall are the firewall stage's.
 */
public final class RetireStage extends CloudStage {
    static final StageName NAME = new StageName("retire");

    public RetireStage() {
        this(ChainRuntime.of(Settings.ofEnvironment()));
    }

    RetireStage(ChainRuntime runtime) {
        super(NAME, runtime);
    }

    /** From the door inwards: each wave is used by those before it alone. */
    @Override
    StageResult converge(StageWork work) {
        Outdated outdated = new Outdated(work);
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
        return result(outdated.left());
    }

    private static StageResult result(List<String> left) {
        return StageResult.of(
                left.isEmpty()
                        ? Map.of()
                        : Map.of("note", "outdated, and left because others use it: " + String.join("; ", left)));
    }

    @Override
    void tearDown(StageWork work) {
        // Each stage takes down what it made, under whatever name.
    }
}
