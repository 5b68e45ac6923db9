package dev.sallyport.grammar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Times as people write them: a day, which begins at midnight UTC, or a day and a time with its offset. A time of day
 * alone would be another one for each reader.
 */
final class Moment {
    static final String EXPECTED = "a day or a time with its offset, such as 2026-12-01 or 2026-12-01T18:00Z";

    private static final int YEAR_DIGITS = 4;

    private Moment() {}

    static Optional<Instant> of(String text) {
        try {
            return Optional.of(
                            text.indexOf('T') < 0
                                    ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                                    : OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                                            .toInstant())
                    // ISO 8601 knows years with a sign and more digits; requests do not.
                    .filter(moment -> text.indexOf('-') == YEAR_DIGITS);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
