package dev.sallyport.stages;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.chain.StageContext;
import dev.sallyport.chain.StageFunction;
import dev.sallyport.chain.StageResult;
import dev.sallyport.plan.Consequence;
import java.util.List;

/** A stage that works on resources in the cloud. */
abstract class CloudStage extends StageFunction {
    private final StageCloud cloud;

    CloudStage(StageName stage, ChainRuntime runtime) {
        super(stage, runtime);
        cloud = StageCloud.of(runtime.settings());
    }

    @Override
    protected final StageResult converge(StageContext context) {
        return converge(cloud.work(context));
    }

    @Override
    protected final void tearDown(StageContext context) {
        tearDown(cloud.work(context));
    }

    @Override
    protected final void settle(StageContext context) {
        cloud.work(context).converge();
    }

    abstract StageResult converge(StageWork work);

    /** What converging would change, found by converging with work that only looks. */
    StageResult foresee(StageWork work) {
        return converge(work);
    }

    /**
     * What planned changes mean for those who use the application or look after it.
     *
     * @param work that planned them
     */
    List<Consequence> consequences(StageWork work, Changes changes) {
        return List.of();
    }

    /** Takes down what this stage makes, as far as it bears the deployment's mark and is there. */
    abstract void tearDown(StageWork work);
}
