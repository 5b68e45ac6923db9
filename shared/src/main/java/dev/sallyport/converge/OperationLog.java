package dev.sallyport.converge;

import java.util.Collection;
import java.util.Map;

/**
 * The operations a stage has started, kept in the deployment's document so that a later delivery waits for the same
 * ones instead of starting others.
 */
public interface OperationLog {
    /**
     * The id of a mutating call: the same for every repetition of the same call, and another once the operation it
     * started has ended. A UUID, as the Compute API wants it.
     *
     * @param action the resource and what is done to it, such as {@code backendServices/web/insert}
     */
    String requestId(String action);

    /** Operations that were started and not yet seen to end: partial operation resource name by action. */
    Map<String, String> pending();

    /** Notes operations that have been started, in one write: partial operation resource name by action. */
    void started(Map<String, String> operations);

    /** Notes that the operations of these actions have ended, well or badly, in one write. */
    void ended(Collection<String> actions);
}
