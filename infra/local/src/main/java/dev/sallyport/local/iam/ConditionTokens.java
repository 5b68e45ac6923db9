package dev.sallyport.local.iam;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a condition, one after the other. */
final class ConditionTokens {
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:"
            + "(?<word>[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*)"
            + "|(?<string>\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)*')"
            + "|(?<sign>\\|\\||&&|==|!=|<=|>=|[<>!()])"
            + "|(?<end>\\z))");

    private final Matcher matcher;
    private final int length;
    private int position;

    /** @param isString whether the text is the value of a string literal rather than a word or sign */
    record Token(String text, boolean isString, int column) {}

    ConditionTokens(String expression) {
        matcher = TOKEN.matcher(expression);
        length = expression.length();
    }

    Token next() {
        Token token = peek();
        position = matcher.end();
        return token;
    }

    boolean skip(String sign) {
        Token token = peek();
        boolean found = !token.isString() && token.text().equals(sign);
        if (found) {
            position = matcher.end();
        }
        return found;
    }

    void expect(String sign) {
        if (!skip(sign)) {
            throw fault(peek(), "expected " + sign);
        }
    }

    void expectEnd() {
        Token token = peek();
        if (token.isString() || !token.text().isEmpty()) {
            throw fault(token, "expected &&, || or the end");
        }
    }

    String string() {
        Token token = next();
        if (!token.isString()) {
            throw fault(token, "expected a string in quotes");
        }
        return token.text();
    }

    IllegalArgumentException fault(Token token, String expected) {
        String found = token.text().isEmpty() && !token.isString() ? "the end" : "'" + token.text() + "'";
        return new IllegalArgumentException("column " + token.column() + ": found " + found + ", " + expected);
    }

    IllegalArgumentException fault(String what) {
        return new IllegalArgumentException("before column " + (position + 1) + ": " + what);
    }

    private Token peek() {
        matcher.region(position, length);
        if (!matcher.lookingAt()) {
            throw fault("not a word, string or operator that is emulated");
        }
        String string = matcher.group("string");
        if (string != null) {
            return new Token(unquoted(string), true, matcher.start("string") + 1);
        }
        String group = matcher.group("word") != null ? "word" : matcher.group("sign") != null ? "sign" : "end";
        return new Token(matcher.group(group), false, matcher.start(group) + 1);
    }

    private String unquoted(String literal) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < literal.length() - 1; i++) {
            char c = literal.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escaped = literal.charAt(++i);
            if ("\\\"'".indexOf(escaped) < 0) {
                throw fault("the escape \\" + escaped + " is not emulated");
            }
            text.append(escaped);
        }
        return text.toString();
    }
}
