package dev.sallyport.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A stage's record in the making, so that each change names only what it changes. */
final class StageDraft {
    StageState state;
    long attempt;
    Optional<StageRecord.Lease> lease = Optional.empty();
    Optional<Instant> started = Optional.empty();
    boolean interrupted;
    Duration idle = Duration.ZERO;
    Optional<Instant> finished = Optional.empty();
    Optional<StageRecord.Waiting> waiting = Optional.empty();
    Map<String, String> operations = Map.of();
    Map<String, Long> ended = Map.of();
    Map<String, String> outputs = Map.of();
    Optional<StageRecord.Error> error = Optional.empty();

    StageDraft(StageState state) {
        this.state = state;
    }

    StageDraft(StageRecord from) {
        state = from.state();
        attempt = from.attempt();
        lease = from.lease();
        started = from.started();
        interrupted = from.interrupted();
        idle = from.idle();
        finished = from.finished();
        waiting = from.waiting();
        operations = from.operations();
        ended = from.ended();
        outputs = from.outputs();
        error = from.error();
    }

    StageRecord record() {
        return new StageRecord(
                state,
                attempt,
                lease,
                started,
                interrupted,
                idle,
                finished,
                waiting,
                operations,
                ended,
                outputs,
                error);
    }
}
