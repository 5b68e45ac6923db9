package dev.sallyport.launcher;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as people give it: as such, or as how long ago it is. Exactly one of the two is there. */
record PointInTime(Optional<Instant> time, Optional<Duration> ago) {
    Instant at(Instant now) {
        return time.orElseGet(() -> now.minus(ago.orElseThrow()));
    }

    static final class Converter implements ITypeConverter<PointInTime> {
        @Override
        public PointInTime convert(String value) {
            try {
                return new PointInTime(Optional.of(OffsetDateTime.parse(value).toInstant()), Optional.empty());
            } catch (DateTimeException notATime) {
                return new PointInTime(Optional.empty(), Optional.of(span(value)));
            }
        }

        private static Duration span(String value) {
            try {
                return new TimeSpan().convert(value);
            } catch (TypeConversionException notASpan) {
                throw new TypeConversionException("'" + value
                        + "' (expected: a time such as 2026-11-27T08:00:00Z, or how long ago, such as 10m or 2h)");
            }
        }
    }
}
