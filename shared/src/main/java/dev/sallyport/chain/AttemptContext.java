package dev.sallyport.chain;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.converge.OperationLog;
import dev.sallyport.converge.TimeLimit;
import dev.sallyport.deployment.Claim;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Deployments;
import dev.sallyport.deployment.StageRecord;
import dev.sallyport.deployment.StageState;
import dev.sallyport.failure.Rejected;
import dev.sallyport.request.ProvisionRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a granted claim knows. */
final class AttemptContext implements StageContext {
    private final Deployments deployments;
    private final Claim.Granted claim;
    private final OperationLog operations;
    private final AttemptTimeLimit timeLimit;
    private final AttemptStanding standing;
    private final Map<String, String> memory;

    AttemptContext(Deployments deployments, Claim.Granted claim, AttemptTimeLimit timeLimit, AttemptStanding standing) {
        this.deployments = deployments;
        this.claim = claim;
        this.timeLimit = timeLimit;
        this.standing = standing;
        operations = new AttemptOperations(deployments, claim.deployment(), claim.attempt(), standing);
        memory = new HashMap<>(claim.deployment().stage(claim.attempt().stage()).outputs());
    }

    @Override
    public ProvisionRequest request() {
        return deployment().request();
    }

    @Override
    public long generation() {
        return deployment().generation();
    }

    @Override
    public String output(StageName stage, String name) {
        return outputIfAny(stage, name)
                .orElseThrow(() -> new Rejected(
                        "the stage " + stage + " has left no " + name,
                        "publish the request again, so that " + stage + " runs anew"));
    }

    @Override
    public Optional<String> outputIfAny(StageName stage, String name) {
        // What a stage remembers of an earlier generation is its own affair until it is done in this one.
        return Optional.ofNullable(deployment().stages().get(stage))
                .filter(record -> record.state() == StageState.DONE)
                .map(StageRecord::outputs)
                .map(outputs -> outputs.get(name));
    }

    @Override
    public Optional<String> remembered(String output) {
        return Optional.ofNullable(memory.get(output));
    }

    @Override
    public void remember(String output, String value) {
        standing.note(deployments.remember(claim.attempt(), output, value));
        memory.put(output, value);
    }

    @Override
    public List<ProvisionRequest> neighbours() {
        return deployments.neighbours(deployment());
    }

    @Override
    public OperationLog operations() {
        return operations;
    }

    @Override
    public Instant now() {
        return claim.at().plus(timeLimit.elapsed());
    }

    @Override
    public TimeLimit timeLimit() {
        return new StandingTimeLimit(timeLimit, standing);
    }

    private Deployment deployment() {
        return claim.deployment();
    }
}
