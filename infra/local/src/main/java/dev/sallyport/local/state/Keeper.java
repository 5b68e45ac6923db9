package dev.sallyport.local.state;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A service whose state can be kept, saved, put back and forgotten.
 *
 * <p>In the life of a service come first {@link #load}, if there is something to remember, then {@link #journal}, then
 * its first call.
 */
public interface Keeper {
    /** What its records are filed under, such as {@code compute}; stable. */
    String name();

    /** Takes up these records of any projects; the service is still empty. Work that was under way goes on from here. */
    void load(Collection<StateRecord> records);

    /** Where to write every change from now on; until then, nowhere. */
    void journal(Journal journal);

    /** Ids of the projects of which there is something, with {@link StateRecord#CLOUD} if there is something of none. */
    default Set<String> projects() {
        return Set.of();
    }

    /** What there is of one project, as of one moment. */
    List<StateRecord> records(String project);

    /**
     * Puts these records in the place of all there is of the project, as one change that is written to the journal. No
     * other project notices.
     *
     * @param records of this project; none to forget it
     */
    void replace(String project, Collection<StateRecord> records);
}
