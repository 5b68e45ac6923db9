package dev.sallyport.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** How long each of many equal things took. */
record Latencies(long[] sortedNanos) {
    static Latencies of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latencies(sorted);
    }

    int count() {
        return sortedNanos.length;
    }

    /**
     * The time that so many percent did not exceed.
     *
     * @param percent above 0, at most 100
     */
    Duration percentile(double percent) {
        int rank = (int) Math.ceil(percent / 100 * sortedNanos.length);
        return Duration.ofNanos(sortedNanos[Math.max(rank, 1) - 1]);
    }

    /** Such as {@code p50 0.41 ms, p90 0.82 ms, p99 2.10 ms, max 9.33 ms}; says so if there was nothing. */
    String summary() {
        return sortedNanos.length == 0
                ? "none came to its end"
                : "p50 %s, p90 %s, p99 %s, max %s".formatted(millis(50), millis(90), millis(99), millis(100));
    }

    private String millis(double percent) {
        return String.format(Locale.ROOT, "%.2f ms", percentile(percent).toNanos() / 1e6);
    }
}
