package dev.sallyport.local.firestore;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the next page of a list begins. All pages show the database as it was for the first.
 *
 * @param time when the first page was read
 * @param offset how many entries the pages so far had
 */
record PageToken(Instant time, int offset) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,12})\\.([0-9]{9})-([0-9]{1,9})");

    /** Reads a token; absent if the text is empty, as for the first page. */
    static Optional<PageToken> parse(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw invalid();
        }
        try {
            Instant time = Instant.ofEpochSecond(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
            return Optional.of(new PageToken(time, Integer.parseInt(matcher.group(3))));
        } catch (DateTimeException e) {
            throw invalid();
        }
    }

    @Override
    public String toString() {
        return String.format("%d.%09d-%d", time.getEpochSecond(), time.getNano(), offset);
    }

    private static FirestoreException invalid() {
        return FirestoreException.invalid("page_token: not one of this service's (expected: a next_page_token)");
    }
}
