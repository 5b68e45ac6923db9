package dev.sallyport.stages;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.StageContext;
import dev.sallyport.converge.OperationLog;
import dev.sallyport.converge.TimeLimit;
import dev.sallyport.failure.Rejected;
import dev.sallyport.request.ProvisionRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a stage may know that only looks. What it leaves behind or remembers stays in memory; it starts nothing. */
final class Lookout implements StageContext, OperationLog, TimeLimit {
    private final Prospect prospect;
    private final Map<StageName, Map<String, String>> outputs;
    private final Map<String, String> memory;

    /** @param outputs what the stages before this one will leave behind */
    Lookout(Prospect prospect, StageName stage, Map<StageName, Map<String, String>> outputs) {
        this.prospect = prospect;
        this.outputs = outputs;
        memory = new HashMap<>(prospect.remembered().getOrDefault(stage, Map.of()));
    }

    @Override
    public ProvisionRequest request() {
        return prospect.request();
    }

    @Override
    public long generation() {
        return prospect.generation();
    }

    @Override
    public String output(StageName stage, String name) {
        return outputIfAny(stage, name)
                .orElseThrow(() -> new Rejected(
                        "nobody can say yet what " + name + " the stage " + stage + " will leave",
                        "Provision the deployment; then there is one."));
    }

    @Override
    public Optional<String> outputIfAny(StageName stage, String name) {
        return Optional.ofNullable(outputs.getOrDefault(stage, Map.of()).get(name));
    }

    @Override
    public Optional<String> remembered(String output) {
        return Optional.ofNullable(memory.get(output));
    }

    @Override
    public void remember(String output, String value) {
        memory.put(output, value);
    }

    @Override
    public List<ProvisionRequest> neighbours() {
        return prospect.neighbours().get();
    }

    @Override
    public Instant now() {
        return prospect.now();
    }

    @Override
    public OperationLog operations() {
        return this;
    }

    @Override
    public TimeLimit timeLimit() {
        return this;
    }

    @Override
    public Duration left() {
        return Duration.ZERO;
    }

    @Override
    public void check(String waitingFor) {
        throw startsNothing("waiting for " + waitingFor);
    }

    @Override
    public String requestId(String action) {
        throw startsNothing(action);
    }

    @Override
    public Map<String, String> pending() {
        return Map.of();
    }

    @Override
    public void started(Map<String, String> operations) {
        throw startsNothing(operations.keySet().toString());
    }

    @Override
    public void ended(Collection<String> actions) {
        throw startsNothing(actions.toString());
    }

    private static IllegalStateException startsNothing(String what) {
        return new IllegalStateException(what + " (expected: nothing; whoever only looks starts nothing)");
    }
}
