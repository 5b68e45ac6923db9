package dev.sallyport.deployment;

import com.google.cloud.firestore.DocumentSnapshot;
import dev.sallyport.failure.Poison;
import dev.sallyport.failure.Retryable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads documents of which some may be damaged, or of a later version: those are left out, and the log says why. */
final class Undamaged {
    private static final System.Logger LOG = System.getLogger(Undamaged.class.getName());

    private Undamaged() {}

    static <T> List<T> of(List<? extends DocumentSnapshot> found, Function<DocumentSnapshot, T> reading) {
        return found.stream()
                .flatMap(snapshot -> of(snapshot, reading).stream())
                .toList();
    }

    static <T> Optional<T> of(DocumentSnapshot snapshot, Function<DocumentSnapshot, T> reading) {
        try {
            return Optional.of(reading.apply(snapshot));
        } catch (Poison | Retryable damaged) {
            LOG.log(System.Logger.Level.WARNING, damaged.getMessage());
            return Optional.empty();
        }
    }
}
