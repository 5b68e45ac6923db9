package dev.sallyport.simulation;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Chance that depends on a seed and on what it is asked about, and not on what it was asked before: threads that come in
 * another order get the same answers.
 */
record Dice(long seed) {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** The same question has the same answer always. */
    boolean says(double probability, Object... question) {
        return fraction(question) < probability;
    }

    /** At least 0, less than the bound. */
    int below(int bound, Object... question) {
        return (int) (fraction(question) * bound);
    }

    <T> T oneOf(List<T> choices, Object... question) {
        return choices.get(below(choices.size(), question));
    }

    /** Dice for a part of the whole. */
    Dice of(Object... part) {
        return new Dice(hash(part));
    }

    private double fraction(Object... question) {
        return (hash(question) >>> 11) * 0x1.0p-53;
    }

    private long hash(Object... question) {
        long hash = mixed(seed + GOLDEN);
        for (Object part : question) {
            for (byte each : String.valueOf(part).getBytes(StandardCharsets.UTF_8)) {
                hash = mixed(hash * 31 + each + GOLDEN);
            }
            hash = mixed(hash + GOLDEN);
        }
        return hash;
    }

    /** SplitMix64's finalizer. */
    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
