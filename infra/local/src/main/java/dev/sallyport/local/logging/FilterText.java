package dev.sallyport.local.logging;

import dev.sallyport.local.api.ApiException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a query, read from its beginning to its end; blanks and comments are passed over. */
final class FilterText {
    private static final Pattern BLANK = Pattern.compile("(?:\\s|--[^\\n]*)*");
    private static final Pattern QUOTED =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'((?:[^'\\\\]|\\\\.)*)'", Pattern.DOTALL);
    private static final Pattern ESCAPED_QUOTE = Pattern.compile("\\\\([\"'\\\\])");

    private final String text;
    private int at;

    FilterText(String text) {
        this.text = text;
        passOverBlanks();
    }

    boolean atEnd() {
        return at == text.length();
    }

    boolean nextIs(Pattern pattern) {
        return matcher(pattern).lookingAt();
    }

    boolean skip(Pattern pattern) {
        return take(pattern).isPresent();
    }

    Optional<String> take(Pattern pattern) {
        Matcher matcher = matcher(pattern);
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        at = matcher.end();
        passOverBlanks();
        return Optional.of(matcher.group());
    }

    /** A string in quotes, without them. */
    Optional<String> takeQuoted() {
        return take(QUOTED).map(literal -> unescaped(literal.substring(1, literal.length() - 1)));
    }

    void require(Pattern pattern, String what) {
        if (!skip(pattern)) {
            throw expected(what);
        }
    }

    ApiException expected(String what) {
        return ApiException.invalid(
                "Unparseable filter: expected " + what + " at position " + at + " of '" + text + "'");
    }

    private void passOverBlanks() {
        Matcher blank = matcher(BLANK);
        if (blank.lookingAt()) {
            at = blank.end();
        }
    }

    private Matcher matcher(Pattern pattern) {
        return pattern.matcher(text).region(at, text.length());
    }

    /** Other backslashes stay: they belong to regular expressions. */
    private static String unescaped(String literal) {
        return ESCAPED_QUOTE.matcher(literal).replaceAll("$1");
    }
}
