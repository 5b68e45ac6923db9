package dev.sallyport.stages;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.StageContext;
import dev.sallyport.chain.StageResult;
import dev.sallyport.converge.OperationLog;
import dev.sallyport.converge.TimeLimit;
import dev.sallyport.deployment.Direction;
import dev.sallyport.failure.Rejected;
import dev.sallyport.request.ProvisionRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What stages leave behind, in memory instead of Firestore. */
final class LocalDeployment {
    private final Map<StageName, Map<String, String>> outputs = new HashMap<>();
    private final Map<String, Long> ended = new HashMap<>();
    private final Map<String, String> pending = new HashMap<>();
    private final List<String> started = new ArrayList<>();
    private final List<ProvisionRequest> neighbours = new ArrayList<>();
    private final InstantSource clock;
    private Duration ahead = Duration.ZERO;
    private TimeLimit timeLimit = patient(Duration.ofSeconds(60));

    LocalDeployment(InstantSource clock) {
        this.clock = clock;
    }

    StageContext attempt(StageName stage, ProvisionRequest request) {
        return new Attempt(stage, request);
    }

    /** What is planned for, where this is all that is on record. */
    Prospect prospect(ProvisionRequest request, Direction direction) {
        return new Prospect(
                request,
                direction,
                2,
                outputs,
                () -> neighbours,
                clock.instant().plus(ahead));
    }

    void done(StageName stage, StageResult result) {
        outputs.put(stage, new HashMap<>(result.outputs()));
    }

    /** Every action that was ever started, in order. */
    List<String> started() {
        return started;
    }

    /** What else is in the project. */
    List<ProvisionRequest> neighbours() {
        return neighbours;
    }

    /** The stages have been taken down: they remember nothing. */
    void gone(StageName stage) {
        outputs.remove(stage);
    }

    Map<String, String> pending() {
        return pending;
    }

    Map<String, String> outputsOf(StageName stage) {
        return outputs.getOrDefault(stage, Map.of());
    }

    /** From now on stages believe that so much more time has passed. */
    void later(Duration passed) {
        ahead = ahead.plus(passed);
    }

    void limit(TimeLimit limit) {
        timeLimit = limit;
    }

    /** A limit that ends the stage after real time has passed: a net for tests that would hang otherwise. */
    static TimeLimit patient(Duration patience) {
        long begun = System.nanoTime();
        return new TimeLimit() {
            @Override
            public Duration left() {
                return patience.minusNanos(System.nanoTime() - begun);
            }

            @Override
            public void check(String waitingFor) {
                if (left().isNegative()) {
                    throw new Rejected("time is over, waiting for " + waitingFor, "none");
                }
            }
        };
    }

    private final class Attempt implements StageContext, OperationLog {
        private final StageName stage;
        private final ProvisionRequest request;

        Attempt(StageName stage, ProvisionRequest request) {
            this.stage = stage;
            this.request = request;
        }

        @Override
        public ProvisionRequest request() {
            return request;
        }

        @Override
        public long generation() {
            return 1;
        }

        @Override
        public String output(StageName from, String name) {
            return outputIfAny(from, name).orElseThrow(() -> new Rejected(from + " has left no " + name, "none"));
        }

        @Override
        public Optional<String> outputIfAny(StageName from, String name) {
            return Optional.ofNullable(outputsOf(from).get(name));
        }

        @Override
        public Optional<String> remembered(String output) {
            return Optional.ofNullable(outputsOf(stage).get(output));
        }

        @Override
        public void remember(String output, String value) {
            outputs.computeIfAbsent(stage, none -> new HashMap<>()).put(output, value);
        }

        @Override
        public List<ProvisionRequest> neighbours() {
            return neighbours;
        }

        @Override
        public OperationLog operations() {
            return this;
        }

        @Override
        public Instant now() {
            return clock.instant().plus(ahead);
        }

        @Override
        public TimeLimit timeLimit() {
            return timeLimit;
        }

        @Override
        public String requestId(String action) {
            String call = stage + action + ended.getOrDefault(action, 0L);
            return UUID.nameUUIDFromBytes(call.getBytes(StandardCharsets.UTF_8)).toString();
        }

        @Override
        public Map<String, String> pending() {
            return Map.copyOf(pending);
        }

        @Override
        public void started(Map<String, String> operations) {
            pending.putAll(operations);
            started.addAll(operations.keySet());
        }

        @Override
        public void ended(Collection<String> actions) {
            actions.forEach(action -> {
                pending.remove(action);
                ended.merge(action, 1L, Long::sum);
            });
        }
    }
}
