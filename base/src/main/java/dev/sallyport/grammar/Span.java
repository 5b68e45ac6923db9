package dev.sallyport.grammar;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people write them: {@code 30m}, {@code 2h}, {@code 5d}. */
final class Span {
    static final String EXPECTED = "a number of m, h or d, such as 30m, 2h or 5d, at most 366d";

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})([mhd])");
    private static final Map<String, Duration> UNITS =
            Map.of("m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));
    private static final Duration LONGEST = Duration.ofDays(366);

    private Span() {}

    static Optional<Duration> of(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(UNITS.get(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1))))
                        .filter(span -> span.compareTo(LONGEST) <= 0)
                : Optional.empty();
    }
}
