package dev.sallyport.local.firestore;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Protobuf's timestamps as instants and back, in Firestore's precision of a microsecond. */
final class ProtoTime {
    private ProtoTime() {}

    static Timestamp of(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    static Instant instant(Timestamp timestamp) {
        if (!Timestamps.isValid(timestamp)) {
            throw FirestoreException.invalid("timestamp: " + timestamp.getSeconds() + " s and " + timestamp.getNanos()
                    + " ns (expected: from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z)");
        }
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }

    static Instant toMicros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    static boolean isMicroAligned(Timestamp timestamp) {
        return timestamp.getNanos() % 1_000 == 0;
    }
}
