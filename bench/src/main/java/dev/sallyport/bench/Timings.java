package dev.sallyport.bench;

import java.util.Arrays;

/** Takes down how long things took, whichever thread saw them end. */
final class Timings {
    private long[] nanos = new long[1024];
    private int count;

    synchronized void add(long took) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = took;
    }

    synchronized long[] nanos() {
        return Arrays.copyOf(nanos, count);
    }
}
