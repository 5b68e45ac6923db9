package dev.sallyport.local.admin;

import java.util.concurrent.CompletionStage;

/**
 * Decides what becomes of each call of an API, for tests that want to be at every point between two calls. It says so when
 * it likes: until then the call has been understood, and has no effect yet.
 */
public interface CallDirector {
    /**
     * A call is about to be carried out. Called on threads of the network, so it must not wait itself.
     *
     * @return what becomes of the call, as soon as that is decided
     */
    CompletionStage<CallFate> understood(DirectedCall call);

    /** The call has been carried out or refused, and its answer, which may get lost, has not been sent yet. */
    void ended(DirectedCall call, int httpStatus);

    /** Lets every call pass. */
    static CallDirector none() {
        return NoDirector.INSTANCE;
    }
}
