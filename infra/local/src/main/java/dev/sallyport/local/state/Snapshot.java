package dev.sallyport.local.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The state of a local cloud, or of one project, as of one moment; secrets are sealed.
 *
 * @param project empty for all of them, and what belongs to none
 * @param keyId which key sealed the secrets
 */
record Snapshot(Instant taken, Optional<String> project, String keyId, List<Entry.Put> records) {
    /** Without the values. */
    @Override
    public String toString() {
        return "Snapshot[" + project.orElse("all projects") + ", " + taken + ", " + records.size() + " records]";
    }

    boolean hasSecrets() {
        return records.stream().anyMatch(Entry.Put::isSealed);
    }
}
