package dev.sallyport.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.deployment.Event;
import dev.sallyport.failure.Retryable;
import dev.sallyport.launcher.progress.Durations;
import dev.sallyport.plan.Plan;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks the functions what would change, and waits for their answer. */
final class PlanInquiry {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final House house;
    private final CompletableFuture<Void> stop;
    private final Duration timeout;

    /**
     * @param stop completed when somebody wants the program to end
     * @param timeout how long the answer may take
     */
    PlanInquiry(House house, CompletableFuture<Void> stop, Duration timeout) {
        this.house = house;
        this.stop = stop;
        this.timeout = timeout;
    }

    /** A request to plan another. */
    static ObjectNode planOf(JsonNode request) {
        ObjectNode plan = JsonNodeFactory.instance.objectNode().put("action", "plan");
        plan.set("of", request);
        return plan;
    }

    /**
     * Publishes a request to plan or to recheck, and returns the plan that comes of it.
     *
     * @throws BadInput if it is refused
     * @throws Interrupted if the program is to end before that
     * @throws Unanswered if it takes too long
     */
    Plan ask(JsonNode request, String deployment) {
        String key = house.publish(request);
        return new Waiting(stop, timeout)
                .poll(PAUSE, () -> look(deployment, key), () -> new Unanswered(Durations.readable(timeout)));
    }

    private Optional<Plan> look(String deployment, String key) {
        try {
            Optional<Plan> plan = house.plans().find(deployment, key);
            if (plan.isEmpty()) {
                rejectRefused(deployment, key);
            }
            return plan;
        } catch (Retryable notNow) {
            // The next look may see more; the time for all of them is limited.
            return Optional.empty();
        }
    }

    private void rejectRefused(String deployment, String key) {
        house.deployments()
                .answer(deployment, key)
                .filter(event -> event.kind() == Event.Kind.REFUSED)
                .ifPresent(event -> {
                    throw new BadInput("the request was refused: " + event.text());
                });
    }

    /** The functions had not answered in the time they were given. */
    private static final class Unanswered extends Ending {
        private static final long serialVersionUID = 1L;

        Unanswered(String timeout) {
            super(
                    ExitCode.FAILED,
                    "no answer after " + timeout + "; the function plan may not run or may not be allowed to look"
                            + " (its log says why), and --timeout gives it longer");
        }
    }
}
