package dev.sallyport.deployment;

import dev.sallyport.failure.Retryable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The versions that deployments' documents have had, and how one becomes the next. A document is brought up to date when
 * it is read, and is so on record once something is written.
 *
 * <p>1, which says no version: began without {@code direction}, {@code evidence} and a stage's {@code idleMillis}, and with
 * {@code acceptedMessage} for what is now {@code acceptedRequest}.
 *
 * <p>2 holds the version, and the blueprint that the generation began with.
 */
final class DocumentVersions {
    static final long CURRENT = 2;

    private DocumentVersions() {}

    /**
     * @throws Retryable if the document is of a later version: whoever wrote it is being deployed, and will work on it
     */
    static DocumentFields upToDate(DocumentFields fields) {
        long version = fields.optionalNumber("version").orElse(1L);
        if (version > CURRENT) {
            throw new Retryable(fields.damaged(
                            "version",
                            "is " + version + ", which a later version of Sallyport wrote (expected: at most " + CURRENT
                                    + ")")
                    .getMessage());
        }
        return version == 1 ? fields.changed(DocumentVersions::second) : fields;
    }

    private static Map<String, Object> second(Map<String, Object> first) {
        Map<String, Object> second = new HashMap<>(first);
        second.putIfAbsent("acceptedRequest", first.get("acceptedMessage"));
        second.putIfAbsent("direction", Direction.PROVISION.name());
        second.putIfAbsent("evidence", List.of());
        if (first.get("stages") instanceof Map<?, ?> stages) {
            Map<String, Object> migrated = new HashMap<>();
            stages.forEach((name, stage) -> migrated.put(name.toString(), secondStage(stage)));
            second.put("stages", migrated);
        }
        return second;
    }

    private static Object secondStage(Object first) {
        if (!(first instanceof Map<?, ?> stage)) {
            return first;
        }
        Map<Object, Object> second = new HashMap<>(stage);
        second.putIfAbsent("idleMillis", 0L);
        return second;
    }
}
