package dev.sallyport.local.firestore;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The documents over which a transaction has lost, or waited, a short while ago. Sharing their locks would only let the
 * same happen again: all readers but one would lose.
 */
final class ContendedDocuments {
    private static final Duration MEMORY = Duration.ofSeconds(10);
    private static final int MOST = 10_000;

    private final Map<DocumentName, Instant> until = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<DocumentName, Instant> eldest) {
            return size() > MOST;
        }
    };

    void add(DocumentName name, Instant now) {
        until.put(name, now.plus(MEMORY));
    }

    boolean has(DocumentName name, Instant now) {
        Instant end = until.get(name);
        if (end != null && now.isAfter(end)) {
            until.remove(name);
            return false;
        }
        return end != null;
    }
}
