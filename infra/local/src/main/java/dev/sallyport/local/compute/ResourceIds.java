package dev.sallyport.local.compute;

import java.time.InstantSource;

/** Numeric ids as Google gives them out: 64 bits, growing, never the same twice, even after a restart. */
final class ResourceIds {
    private static final int BITS_BELOW_MILLIS = 20;

    /** A minute's worth. */
    private static final long AHEAD = 60_000L << BITS_BELOW_MILLIS;

    private final InstantSource clock;
    private final Counter counter;

    ResourceIds(InstantSource clock, ChangeLog log) {
        this.clock = clock;
        this.counter = new Counter("counters/ids", AHEAD, log);
    }

    Counter counter() {
        return counter;
    }

    /** Never gives out this id, nor any before it: a resource that came from elsewhere has it. */
    void claim(String id) {
        if (!id.isEmpty()) {
            long claimed = Long.parseUnsignedLong(id);
            if (claimed > 0 && claimed < Long.MAX_VALUE / 2) {
                counter.raise(claimed);
            }
        }
    }

    long next() {
        return counter.next(clock.instant().toEpochMilli() << BITS_BELOW_MILLIS);
    }
}
