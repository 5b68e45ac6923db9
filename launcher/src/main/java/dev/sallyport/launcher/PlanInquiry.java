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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
        CompletableFuture<Plan> answer = new CompletableFuture<>();
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "inquiry");
            thread.setDaemon(true);
            return thread;
        });
        try {
            String key = house.publish(request);
            executor.scheduleWithFixedDelay(
                    () -> look(deployment, key, answer), 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            return await(answer);
        } finally {
            executor.shutdownNow();
        }
    }

    private void look(String deployment, String key, CompletableFuture<Plan> answer) {
        try {
            Optional<Plan> plan = house.plans().find(deployment, key);
            plan.ifPresent(answer::complete);
            if (plan.isEmpty()) {
                house.deployments()
                        .answer(deployment, key)
                        .filter(event -> event.kind() == Event.Kind.REFUSED)
                        .map(event -> new BadInput("the request was refused: " + event.text()))
                        .ifPresent(answer::completeExceptionally);
            }
        } catch (Retryable notNow) {
            // The next look may see more; the time for all of them is limited.
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    private Plan await(CompletableFuture<Plan> answer) {
        try {
            CompletableFuture.anyOf(answer, stop).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (!answer.isDone()) {
                throw new Interrupted();
            }
            return answer.get();
        } catch (TimeoutException e) {
            throw new Unanswered(Durations.readable(timeout));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted();
        }
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
