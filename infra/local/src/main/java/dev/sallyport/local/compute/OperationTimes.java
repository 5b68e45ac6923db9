package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Operation;
import com.google.cloud.compute.v1.Operation.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The life of an operation: PENDING until it starts, RUNNING with growing progress until it ends, then DONE. One that
 * takes no time is RUNNING when it is answered and DONE ever after.
 */
record OperationTimes(Instant inserted, Instant started, Instant ended) {
    /** What part of its time an operation waits before it starts. */
    private static final int PENDING_PART = 10;

    static OperationTimes from(Instant now, Duration latency) {
        Instant inserted = now.truncatedTo(ChronoUnit.MILLIS);
        Instant started = inserted.plusMillis(latency.toMillis() / PENDING_PART);
        return new OperationTimes(inserted, started, inserted.plusMillis(latency.toMillis()));
    }

    static OperationTimes of(Operation last) {
        return new OperationTimes(
                Timestamps.parse(last.getInsertTime()),
                Timestamps.parse(last.getStartTime()),
                Timestamps.parse(last.getEndTime()));
    }

    /** The operation as it is when it is done. */
    Operation.Builder done(Operation.Builder described) {
        return described
                .setInsertTime(Timestamps.of(inserted))
                .setStartTime(Timestamps.of(started))
                .setEndTime(Timestamps.of(ended))
                .setStatus(Status.DONE)
                .setProgress(100);
    }

    /** The operation as its request is answered. */
    Operation first(Operation last) {
        return started.isAfter(inserted) ? pending(last) : running(last, 0);
    }

    Operation asOf(Instant now, Operation last) {
        if (!now.isBefore(ended)) {
            return last;
        }
        return now.isBefore(started) ? pending(last) : running(last, progress(now));
    }

    private int progress(Instant now) {
        long whole = Duration.between(started, ended).toMillis();
        return (int) Math.min(99, 100 * Duration.between(started, now).toMillis() / whole);
    }

    private static Operation pending(Operation last) {
        return unfinished(last)
                .setStatus(Status.PENDING)
                .setProgress(0)
                .clearStartTime()
                .build();
    }

    private static Operation running(Operation last, int progress) {
        return unfinished(last).setStatus(Status.RUNNING).setProgress(progress).build();
    }

    private static Operation.Builder unfinished(Operation last) {
        return last.toBuilder()
                .clearEndTime()
                .clearError()
                .clearHttpErrorStatusCode()
                .clearHttpErrorMessage();
    }
}
