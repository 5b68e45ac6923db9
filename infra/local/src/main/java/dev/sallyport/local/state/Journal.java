package dev.sallyport.local.state;

import java.util.List;

/** Where a service writes what it must not forget. */
@FunctionalInterface
public interface Journal {
    /**
     * Once this returns, all of the changes outlive the process, even one that is killed; if it throws, none of them
     * does. Changes of one record count in the order of the calls, so that a service calls under the lock that guards
     * the record, before it answers whoever asked for the change.
     *
     * @throws java.io.UncheckedIOException if they cannot be written
     */
    void write(List<Change> changes);

    /** Remembers nothing. */
    static Journal none() {
        return changes -> {};
    }
}
