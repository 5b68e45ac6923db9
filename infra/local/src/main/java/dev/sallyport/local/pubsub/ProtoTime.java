package dev.sallyport.local.pubsub;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;

/** Turns protobuf's times into Java's and back. */
final class ProtoTime {
    private static final int NANOS_PER_MILLI = 1_000_000;

    private ProtoTime() {}

    /** In whole milliseconds, as publish times are. */
    static Timestamp timestamp(Instant instant) {
        int millis = instant.getNano() / NANOS_PER_MILLI;
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(millis * NANOS_PER_MILLI)
                .build();
    }

    static Instant instant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }

    static Duration duration(com.google.protobuf.Duration duration) {
        return Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
    }

    static com.google.protobuf.Duration seconds(long seconds) {
        return com.google.protobuf.Duration.newBuilder().setSeconds(seconds).build();
    }
}
