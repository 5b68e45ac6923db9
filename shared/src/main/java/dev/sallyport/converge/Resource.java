package dev.sallyport.converge;

import java.util.Optional;

/**
 * One thing in the cloud that a stage owns: how it should be, how it is, and what closes the difference.
 *
 * @param <S> what it is seen as
 */
public interface Resource<S> {
    /** Collection and name, such as {@code backendServices/web}: for messages and for the names of actions. */
    String id();

    /** Where it is: one thing has one place, however many resources say something of it. */
    String place();

    /** How it is; empty if it is not there. */
    Optional<S> observe();

    /** What would close the difference. Changes nothing: a plan is this and no more. */
    Change change(Optional<S> observed);

    /**
     * How it will be once the change has been made, as far as that can be known before; empty if it will not be there.
     *
     * @param change what {@link #change} said of this observation
     */
    Optional<S> expected(Change change, Optional<S> observed);

    /**
     * Closes the difference, or starts to.
     *
     * @param change what {@link #change} said of this observation
     * @return the operation to wait for, if there is one
     */
    Optional<StartedOperation> apply(Change change, Optional<S> observed, OperationLog log);
}
