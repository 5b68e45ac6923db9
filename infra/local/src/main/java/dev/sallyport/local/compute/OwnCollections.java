package dev.sallyport.local.compute;

import java.util.Set;

/** Collections of the store that keep account of changes and are nothing that could change by itself. */
final class OwnCollections {
    static final String OPERATIONS = "operations";

    /** Which operation a request id has started. */
    static final String REQUESTS = "requests";

    /** Resources whose deletion is not over. */
    static final String DEPARTURES = "departures";

    private static final Set<String> ALL = Set.of(OPERATIONS, REQUESTS, DEPARTURES);

    private OwnCollections() {}

    /** Whether nobody outside needs to be told when it changes. */
    static boolean isOwn(Link link) {
        return ALL.contains(link.collection());
    }
}
