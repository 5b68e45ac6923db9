package dev.sallyport.local.internet.iap;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * A path as conditions look at it. IAP asks them about the path as it came and about the normalised one, and both must
 * pass, so that nobody gets past a condition by another spelling of the path.
 *
 * @see <a href="https://cloud.google.com/chrome-enterprise-premium/docs/hostname-and-path-conditions">Host name and path
 *     conditions</a>
 */
record RequestPath(String raw) {
    /** Servers disagree about what {@code ..;} means, so that IAP answers 400 to it. */
    boolean isAmbiguous() {
        return Arrays.stream(raw.split("/", -1)).anyMatch(segment -> segment.startsWith("..;"));
    }

    /** Without path parameters, and with {@code .} and {@code ..} followed. */
    String normalised() {
        Deque<String> segments = new ArrayDeque<>();
        String[] written = raw.substring(1).split("/", -1);
        for (int i = 0; i < written.length; i++) {
            String segment = dots(written[i].replaceFirst(";.*", ""));
            boolean last = i == written.length - 1;
            if (segment.equals("..")) {
                segments.pollLast();
            }
            boolean followed = segment.equals(".") || segment.equals("..");
            if (!followed) {
                segments.addLast(segment);
            } else if (last) {
                segments.addLast("");
            }
        }
        return "/" + String.join("/", segments);
    }

    /** An escaped dot is a dot all the same. */
    private static String dots(String segment) {
        return segment.replace("%2e", ".").replace("%2E", ".");
    }
}
