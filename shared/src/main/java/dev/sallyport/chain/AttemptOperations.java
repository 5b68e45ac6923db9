package dev.sallyport.chain;

import dev.sallyport.converge.OperationLog;
import dev.sallyport.deployment.Attempt;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Deployments;
import dev.sallyport.deployment.StageRecord;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The operations of one attempt, noted in the deployment's document before anybody relies on them. */
final class AttemptOperations implements OperationLog {
    private final Deployments deployments;
    private final Attempt attempt;
    private final AttemptStanding standing;
    private final String origin;
    private final Map<String, String> pending;
    private final Map<String, Long> ended;

    AttemptOperations(Deployments deployments, Deployment deployment, Attempt attempt, AttemptStanding standing) {
        this.standing = standing;
        this.deployments = deployments;
        this.attempt = attempt;
        StageRecord stage = deployment.stage(attempt.stage());
        // A deployment that is made anew under an old name counts its generations anew, and a call that was refused is
        // answered with the same refusal under the same id, so that a stage that is retried needs others.
        origin = String.join(
                "/",
                deployment.name(),
                deployment.created().toString(),
                String.valueOf(attempt.generation()),
                attempt.stage().value(),
                stage.started().map(Object::toString).orElse(""));
        pending = new HashMap<>(stage.operations());
        ended = new HashMap<>(stage.ended());
    }

    @Override
    public synchronized String requestId(String action) {
        standing.require();
        String call = origin + "/" + action + "/" + ended.getOrDefault(action, 0L);
        return UUID.nameUUIDFromBytes(call.getBytes(StandardCharsets.UTF_8)).toString();
    }

    @Override
    public synchronized Map<String, String> pending() {
        return Map.copyOf(pending);
    }

    @Override
    public synchronized void started(Map<String, String> operations) {
        if (!operations.isEmpty()) {
            standing.note(deployments.operationsStarted(attempt, operations));
            pending.putAll(operations);
        }
    }

    @Override
    public synchronized void ended(Collection<String> actions) {
        if (!actions.isEmpty()) {
            standing.note(deployments.operationsEnded(attempt, actions));
            actions.stream()
                    .filter(action -> pending.remove(action) != null)
                    .forEach(action -> ended.merge(action, 1L, Long::sum));
        }
    }
}
