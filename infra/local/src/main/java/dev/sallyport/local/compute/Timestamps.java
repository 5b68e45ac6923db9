package dev.sallyport.local.compute;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Timestamps as the Compute API writes them: milliseconds and the offset of the US Pacific coast. */
final class Timestamps {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX").withZone(ZoneId.of("America/Los_Angeles"));

    private Timestamps() {}

    static String of(Instant time) {
        return FORMAT.format(time);
    }

    /** Reads what {@link #of} wrote. */
    static Instant parse(String timestamp) {
        return OffsetDateTime.parse(timestamp).toInstant();
    }
}
