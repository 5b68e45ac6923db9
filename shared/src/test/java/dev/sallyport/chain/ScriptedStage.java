package dev.sallyport.chain;

import dev.sallyport.blueprint.StageName;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A stage that does what a test says. */
final class ScriptedStage extends StageFunction {
    private final AtomicInteger runs = new AtomicInteger();
    private volatile Function<StageContext, StageResult> script = context -> StageResult.of(Map.of());

    ScriptedStage(StageName stage, ChainRuntime runtime) {
        super(stage, runtime);
    }

    void does(Function<StageContext, StageResult> what) {
        script = what;
    }

    void throwsAlways(RuntimeException failure) {
        script = context -> {
            throw failure;
        };
    }

    int runs() {
        return runs.get();
    }

    @Override
    protected StageResult converge(StageContext context) {
        runs.incrementAndGet();
        return script.apply(context);
    }
}
