package dev.sallyport.stages;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.ChainRuntime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Every stage there is, for those who look at all of them. */
final class Stages {
    private static final List<Function<ChainRuntime, CloudStage>> ALL = List.of(
            FirewallStage::new,
            InstanceTemplateStage::new,
            CertificateStage::new,
            ConsentStage::new,
            InstanceGroupStage::new,
            BackendStage::new,
            RestartStage::new,
            IapStage::new,
            AccessStage::new,
            FrontendStage::new,
            RetireStage::new,
            VerifyStage::new);

    private final Map<StageName, CloudStage> byName = new LinkedHashMap<>();

    Stages(ChainRuntime runtime) {
        ALL.stream().map(stage -> stage.apply(runtime)).forEach(stage -> byName.put(stage.stage(), stage));
    }

    /** @throws IllegalArgumentException if there is no such stage */
    CloudStage get(StageName name) {
        CloudStage stage = byName.get(name);
        if (stage == null) {
            throw new IllegalArgumentException("stage: " + name + " (expected: one of " + byName.keySet() + ")");
        }
        return stage;
    }
}
