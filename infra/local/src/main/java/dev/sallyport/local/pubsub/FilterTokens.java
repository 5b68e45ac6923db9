package dev.sallyport.local.pubsub;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words, signs and string literals of a filter, read one after the other. */
final class FilterTokens {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(?<word>[A-Za-z0-9_][A-Za-z0-9_-]*)|\"(?<string>(?:[^\"\\\\]|\\\\.)*)\"|(?<sign>!=|[=:.,()-]))",
            Pattern.DOTALL);
    private static final Pattern ESCAPE = Pattern.compile(
            "\\\\(?:u(?<unicode>[0-9a-fA-F]{4})|x(?<hex>[0-9a-fA-F]{2})|(?<octal>[0-7]{1,3})|(?<other>.))",
            Pattern.DOTALL);
    private static final Map<String, String> CONTROL = Map.of("n", "\n", "t", "\t", "r", "\r", "b", "\b", "f", "\f");

    private final List<Token> tokens = new ArrayList<>();
    private final int end;
    private int next;

    FilterTokens(String filter) {
        this.end = filter.length();
        String text = filter.stripTrailing();
        Matcher matcher = TOKEN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw PubSubError.invalid("Invalid filter: unexpected text at position " + at + ".");
            }
            tokens.add(tokenOf(matcher));
            at = matcher.end();
        }
    }

    boolean atEnd() {
        return next == tokens.size();
    }

    boolean nextIs(String text) {
        return !atEnd() && !peek().quoted() && peek().text().equals(text);
    }

    boolean skip(String text) {
        boolean found = nextIs(text);
        if (found) {
            next++;
        }
        return found;
    }

    void require(String text) {
        if (!skip(text)) {
            throw expected(text);
        }
    }

    /** An attribute's key: a word, or a string literal for a key with other characters. */
    String key() {
        if (atEnd() || !(peek().quoted() || peek().word())) {
            throw expected("an attribute key");
        }
        return tokens.get(next++).text();
    }

    String string() {
        if (atEnd() || !peek().quoted()) {
            throw expected("a string in double quotes");
        }
        return tokens.get(next++).text();
    }

    RuntimeException expected(String what) {
        int position = atEnd() ? end : peek().position();
        return PubSubError.invalid("Invalid filter: expected " + what + " at position " + position + ".");
    }

    private Token peek() {
        return tokens.get(next);
    }

    private static Token tokenOf(Matcher matcher) {
        if (matcher.group("string") != null) {
            return new Token(unescaped(matcher.group("string")), true, false, matcher.start("string") - 1);
        }
        if (matcher.group("word") != null) {
            return new Token(matcher.group("word"), false, true, matcher.start("word"));
        }
        return new Token(matcher.group("sign"), false, false, matcher.start("sign"));
    }

    private static String unescaped(String literal) {
        return ESCAPE.matcher(literal).replaceAll(escape -> Matcher.quoteReplacement(character((Matcher) escape)));
    }

    private static String character(Matcher escape) {
        if (escape.group("unicode") != null) {
            return Character.toString(Integer.parseInt(escape.group("unicode"), 16));
        }
        if (escape.group("hex") != null) {
            return Character.toString(Integer.parseInt(escape.group("hex"), 16));
        }
        if (escape.group("octal") != null) {
            return Character.toString(Integer.parseInt(escape.group("octal"), 8));
        }
        return CONTROL.getOrDefault(escape.group("other"), escape.group("other"));
    }

    private record Token(String text, boolean quoted, boolean word, int position) {}
}
