package dev.sallyport.local.compute;

import com.google.protobuf.Message;
import dev.sallyport.local.api.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code filter} parameter of list methods. Two grammars are in use: {@code name = a AND (status != "B" OR
 * labels.env:*)}, and the older {@code (name eq ".*a.*")(status ne B)}, whose values are regular expressions over the
 * whole value. Expressions side by side are joined by AND. Source: the Compute API reference, "filter".
 */
final class Filter {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(\\(|\\))|(!=|<=|>=|=|<|>|:)|\"((?:[^\"\\\\]|\\\\.)*)\"|'((?:[^'\\\\]|\\\\.)*)'|([^\\s()=!<>:\"']+))");

    private final String text;
    private final List<Token> tokens;
    private int at;

    private record Token(String text, Kind kind) {
        boolean is(String word) {
            return kind == Kind.WORD && text.equals(word);
        }
    }

    private enum Kind {
        BRACKET,
        OPERATOR,
        QUOTED,
        WORD
    }

    private Filter(String text) {
        this.text = text;
        this.tokens = tokens(text);
    }

    /** @throws ApiException if the text is no filter */
    static Predicate<Message> parse(String text) {
        if (text.isBlank()) {
            return message -> true;
        }
        Filter filter = new Filter(text);
        Predicate<Message> parsed = filter.disjunction();
        if (filter.at < filter.tokens.size()) {
            throw filter.invalid();
        }
        return parsed;
    }

    private List<Token> tokens(String text) {
        List<Token> found = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text.strip());
        int end = 0;
        while (matcher.lookingAt()) {
            found.add(token(matcher));
            end = matcher.end();
            matcher.region(end, text.strip().length());
        }
        if (end < text.strip().length()) {
            throw invalid();
        }
        return found;
    }

    private static Token token(Matcher matcher) {
        if (matcher.group(1) != null) {
            return new Token(matcher.group(1), Kind.BRACKET);
        }
        if (matcher.group(2) != null) {
            return new Token(matcher.group(2), Kind.OPERATOR);
        }
        if (matcher.group(5) != null) {
            return new Token(matcher.group(5), Kind.WORD);
        }
        return new Token(matcher.group(3) != null ? matcher.group(3) : matcher.group(4), Kind.QUOTED);
    }

    private Predicate<Message> disjunction() {
        Predicate<Message> left = conjunction();
        while (peekIs("OR")) {
            at++;
            left = left.or(conjunction());
        }
        return left;
    }

    private Predicate<Message> conjunction() {
        Predicate<Message> left = term();
        while (at < tokens.size() && !peekIs("OR") && !tokens.get(at).text.equals(")")) {
            if (peekIs("AND")) {
                at++;
            }
            left = left.and(term());
        }
        return left;
    }

    private Predicate<Message> term() {
        if (peekIs("NOT")) {
            at++;
            return term().negate();
        }
        Token token = next();
        if (token.kind == Kind.BRACKET && token.text.equals("(")) {
            Predicate<Message> inner = disjunction();
            if (!next().text.equals(")")) {
                throw invalid();
            }
            return inner;
        }
        if (token.kind != Kind.WORD) {
            throw invalid();
        }
        boolean negated = token.text.startsWith("-");
        Predicate<Message> comparison = comparison(negated ? token.text.substring(1) : token.text);
        return negated ? comparison.negate() : comparison;
    }

    private Predicate<Message> comparison(String field) {
        String operator = next().text;
        Token value = next();
        if (value.kind == Kind.BRACKET || value.kind == Kind.OPERATOR) {
            throw invalid();
        }
        return new Comparison(field, operator, unescaped(operator, value), this::invalid);
    }

    /** In a regular expression the backslash is part of the expression. */
    private static String unescaped(String operator, Token value) {
        boolean regex = operator.equals("eq") || operator.equals("ne");
        return value.kind == Kind.QUOTED && !regex ? value.text.replaceAll("\\\\(.)", "$1") : value.text;
    }

    private boolean peekIs(String word) {
        return at < tokens.size() && tokens.get(at).is(word);
    }

    private Token next() {
        if (at >= tokens.size()) {
            throw invalid();
        }
        return tokens.get(at++);
    }

    private ApiException invalid() {
        return Refusals.invalidValue("filter", text, "Invalid list filter expression.");
    }
}
