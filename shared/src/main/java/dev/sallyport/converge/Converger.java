package dev.sallyport.converge;

import com.google.cloud.compute.v1.Operation;
import com.google.protobuf.Message;
import dev.sallyport.failure.Failure;
import dev.sallyport.failure.Rejected;
import dev.sallyport.failure.Retryable;
import dev.sallyport.google.GoogleFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes resources as they should be. Those of one wave are worked on side by side; a stage calls it once for each wave.
 *
 * <p>Operations are noted before they are waited for. An attempt that finds some noted by an earlier one waits for
 * those first, and then looks at what is left to do.
 */
public final class Converger implements Convergence {
    /** Rounds after which a difference is taken to be one that the cloud insists on. */
    private static final int ROUNDS = 4;

    private final Operations operations;
    private final OperationLog log;
    private final TimeLimit limit;

    public Converger(Operations operations, OperationLog log, TimeLimit limit) {
        this.operations = operations;
        this.log = log;
        this.limit = limit;
    }

    /**
     * Returns when nothing differs any more.
     *
     * @throws Retryable if the work has to go on in a later delivery
     * @throws Rejected if a person has to act first
     */
    @Override
    public Observed converge(Resource<?>... wave) {
        // How those of an earlier attempt ended does not matter: the next look tells what is left to do.
        awaitAll(log.pending());
        for (int round = 0; round < ROUNDS; round++) {
            Pass pass = look(wave);
            if (pass.isSettled()) {
                return pass.observed();
            }
            limit.check("a chance to change " + pass.ids());
            refuseFailed(awaitAll(start(pass)));
        }
        throw insisting(look(wave));
    }

    @Override
    public <M extends Message> Optional<M> find(ResourceCollection<M> collection, String name) {
        return collection.find(name);
    }

    private static Pass look(Resource<?>... wave) {
        Pass pass = Pass.over(List.of(wave), Resource::observe);
        pass.refuse();
        return pass;
    }

    /** Starts everything that is needed. What was started is noted even if a later start fails. */
    private Map<String, String> start(Pass pass) {
        Map<String, String> started = new LinkedHashMap<>();
        try {
            pass.applyAll(log, operation -> started.put(operation.action(), operation.operation()));
        } finally {
            if (!started.isEmpty()) {
                log.started(started);
            }
        }
        return started;
    }

    /** The failures of operations that ended badly. */
    private List<Failure> awaitAll(Map<String, String> pending) {
        List<Failure> failures = new ArrayList<>();
        List<String> ended = new ArrayList<>();
        try {
            pending.forEach((action, operation) -> {
                Optional<Operation> done = operations.await(operation, limit);
                ended.add(action);
                done.filter(GoogleFailure::failed).map(GoogleFailure::of).ifPresent(failures::add);
            });
        } finally {
            if (!ended.isEmpty()) {
                log.ended(ended);
            }
        }
        return failures;
    }

    private static void refuseFailed(List<Failure> failures) {
        gravest(failures).ifPresent(failure -> {
            throw failure;
        });
    }

    /** What a person has to act on outweighs what will pass. */
    private static Optional<Failure> gravest(List<Failure> failures) {
        return failures.stream()
                .filter(Rejected.class::isInstance)
                .findFirst()
                .or(() -> failures.stream().findFirst());
    }

    private static Rejected insisting(Pass pass) {
        return new Rejected(
                "Written " + ROUNDS + " times, and still not as it should be: "
                        + pass.differences().stream().map(Object::toString).collect(Collectors.joining("; ")),
                "Something else keeps changing these fields, or the API does not accept the values without saying so."
                        + " Find out which in the audit log, and retry the stage.");
    }
}
