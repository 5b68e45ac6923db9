package dev.sallyport.grammar;

import static java.util.Comparator.comparingInt;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Guesses which name somebody meant. */
public final class NearestName {
    private static final int LONGEST = 64;
    private static final int SHORTEST_PART = 4;

    private NearestName() {}

    /** The known name that takes the fewest changes to reach, if they are few enough to be a slip. */
    public static Optional<String> of(String name, Collection<String> known) {
        String written = name.toLowerCase(Locale.ROOT);
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        int tolerated = Math.max(1, Math.min(written.length(), 24) / 3);
        return known.stream()
                .min(comparingInt(candidate -> changes(written, candidate)))
                .filter(candidate -> changes(written, candidate) <= tolerated);
    }

    /** A name that is part of the other counts as one change away: the rest was left out, or added. */
    private static int changes(String written, String candidate) {
        String known = candidate.toLowerCase(Locale.ROOT);
        boolean isPart = written.length() >= SHORTEST_PART && (known.contains(written) || written.contains(known));
        return isPart ? Math.min(1, distance(written, known)) : distance(written, known);
    }

    /** Levenshtein's distance: characters to insert, delete or replace. */
    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[to.length()];
    }
}
