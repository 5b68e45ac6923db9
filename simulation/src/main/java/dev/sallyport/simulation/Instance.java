package dev.sallyport.simulation;

import java.util.Optional;

/**
 * A process that runs functions, one invocation at a time. Where it is killed, whatever its thread still tries is refused
 * without an effect, until the thread has come to its end; then it serves as a new process, with the connections of the one
 * before, which are dear to open, and nothing else that functions knew. The gate guards it.
 */
final class Instance {
    private final Functions functions;
    private Optional<Invocation> current = Optional.empty();
    private boolean dead;
    private int latest;

    Instance(Functions functions) {
        this.functions = functions;
    }

    Functions functions() {
        return functions;
    }

    boolean isFree() {
        return current.isEmpty();
    }

    boolean isDead() {
        return dead;
    }

    Optional<Invocation> current() {
        return current;
    }

    void begin(Invocation invocation) {
        current = Optional.of(invocation);
        latest = invocation.ordinal();
    }

    /** The ordinal of the last invocation. */
    int latest() {
        return latest;
    }

    void die() {
        dead = true;
    }

    /** Nothing of the invocation runs any more. */
    void renew() {
        current = Optional.empty();
        if (dead) {
            functions.forget();
        }
        dead = false;
    }
}
