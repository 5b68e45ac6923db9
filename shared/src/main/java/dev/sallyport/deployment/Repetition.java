package dev.sallyport.deployment;

import dev.sallyport.failure.Poison;
import dev.sallyport.failure.Rejected;
import java.util.Set;

/** What a request that was accepted before is answered, when it comes once more. */
final class Repetition {
    private final Lifecycle lifecycle;

    Repetition(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    /** A repeated request announces its own generation again, never the work of a newer one. */
    Acceptance ofAccepted(DeploymentTransactions.State state, Event accepted, RequestMessage message) {
        rejectOther(accepted, message);
        Deployment current = current(state, message);
        boolean isCurrent = current.acceptedRequest().equals(message.key());
        return new Acceptance(
                current, isCurrent ? lifecycle.ready(current, current.stages().keySet()) : Set.of());
    }

    /** Whoever steered may have died before it announced what goes on. */
    Acceptance ofSteered(DeploymentTransactions.State state, Event accepted, RequestMessage message) {
        rejectOther(accepted, message);
        Deployment current = current(state, message);
        return new Acceptance(current, lifecycle.unattended(current, state.now()));
    }

    /**
     * @throws Rejected if what was accepted under the same id asked for something else
     */
    static void rejectOther(Event accepted, RequestMessage message) {
        if (accepted.digest().filter(message.digest()::equals).isEmpty()) {
            throw new Rejected(
                    "the request id " + message.key() + " is taken: by what " + accepted.who() + " asked for at "
                            + accepted.at() + ", which was another request (" + accepted.text() + ")",
                    "give each request an id of its own, and only the same request the same id");
        }
    }

    private static Deployment current(DeploymentTransactions.State state, RequestMessage message) {
        return state.deployment()
                .orElseThrow(
                        () -> new Poison("request " + message.key() + " was accepted, but its deployment is gone"));
    }
}
