package dev.sallyport.deployment;

import java.util.List;
import java.util.Optional;

/**
 * What one transaction does to a deployment.
 *
 * @param next the deployment from now on; empty if it stays as it is
 * @param outcome what the caller learns
 */
record Transition<T>(Optional<Deployment> next, List<Event> events, T outcome) {

    static <T> Transition<T> to(Deployment next, T outcome, Event... events) {
        return new Transition<>(Optional.of(next), List.of(events), outcome);
    }

    static <T> Transition<T> none(T outcome) {
        return new Transition<>(Optional.empty(), List.of(), outcome);
    }
}
