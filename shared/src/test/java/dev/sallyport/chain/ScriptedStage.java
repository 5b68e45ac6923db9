package dev.sallyport.chain;

import dev.sallyport.blueprint.StageName;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** A stage that does what a test says. */
final class ScriptedStage extends StageFunction {
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger teardowns = new AtomicInteger();
    private volatile Consumer<StageContext> teardown = context -> {};
    private volatile Consumer<StageContext> settling = context -> {};
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

    /** What a test wants to do instead of tearing down. */
    void tearsDown(Consumer<StageContext> what) {
        teardown = what;
    }

    /** What a test wants to do instead of waiting for operations that an earlier attempt has started. */
    void settles(Consumer<StageContext> what) {
        settling = what;
    }

    @Override
    protected void settle(StageContext context) {
        settling.accept(context);
    }

    int teardowns() {
        return teardowns.get();
    }

    @Override
    protected void tearDown(StageContext context) {
        teardowns.incrementAndGet();
        teardown.accept(context);
    }

    @Override
    protected StageResult converge(StageContext context) {
        runs.incrementAndGet();
        return script.apply(context);
    }
}
