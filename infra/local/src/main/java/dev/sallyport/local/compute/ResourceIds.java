package dev.sallyport.local.compute;

import java.time.InstantSource;

/** Numeric ids as Google gives them out: 64 bits, growing, never the same twice, even after a restart. */
final class ResourceIds {
    private final InstantSource clock;
    private long last;

    ResourceIds(InstantSource clock) {
        this.clock = clock;
    }

    synchronized long next() {
        last = Math.max(last + 1, clock.instant().toEpochMilli() << 20);
        return last;
    }
}
