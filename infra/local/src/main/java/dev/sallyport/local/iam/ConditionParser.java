package dev.sallyport.local.iam;

import dev.sallyport.local.iam.Condition.TextComparison;
import dev.sallyport.local.iam.Condition.TextComparison.Attribute;
import dev.sallyport.local.iam.Condition.TextComparison.Match;
import dev.sallyport.local.iam.Condition.TimeComparison;
import dev.sallyport.local.iam.Condition.TimeComparison.Order;
import dev.sallyport.local.iam.ConditionTokens.Token;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Recursive descent, loosest operator first; each method reads one rule of the grammar. */
final class ConditionParser {
    private static final int DEEPEST = 32;

    private final ConditionTokens tokens;
    private int depth;

    ConditionParser(String expression) {
        tokens = new ConditionTokens(expression);
    }

    Condition parse() {
        Condition condition = anyOf();
        tokens.expectEnd();
        return condition;
    }

    private Condition anyOf() {
        return joined("||", this::allOf, Condition.AnyOf::new);
    }

    private Condition allOf() {
        return joined("&&", this::term, Condition.AllOf::new);
    }

    private Condition joined(String operator, Supplier<Condition> part, Function<List<Condition>, Condition> join) {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(part.get());
        } while (tokens.skip(operator));
        return parts.size() == 1 ? parts.get(0) : join.apply(List.copyOf(parts));
    }

    private Condition term() {
        if (tokens.skip("!")) {
            return nested(() -> new Condition.Not(term()));
        }
        if (tokens.skip("(")) {
            Condition inner = nested(this::anyOf);
            tokens.expect(")");
            return inner;
        }
        return comparison();
    }

    /** Google bounds the depth of an expression as well; without a bound a long row of "(" would end the stack. */
    private Condition nested(Supplier<Condition> inner) {
        if (++depth > DEEPEST) {
            throw tokens.fault("more than " + DEEPEST + " levels deep");
        }
        Condition condition = inner.get();
        depth--;
        return condition;
    }

    private Condition comparison() {
        Token attribute = tokens.next();
        return switch (attribute.text()) {
            case "request.host" -> text(Attribute.HOST);
            case "request.path" -> text(Attribute.PATH);
            case "request.time" -> time();
            default -> textMethod(attribute);
        };
    }

    private Condition text(Attribute attribute) {
        Token operator = tokens.next();
        return switch (operator.text()) {
            case "==" -> new TextComparison(attribute, Match.EQUALS, tokens.string());
            case "!=" -> new Condition.Not(new TextComparison(attribute, Match.EQUALS, tokens.string()));
            default -> throw tokens.fault(operator, "expected == or !=");
        };
    }

    private Condition textMethod(Token call) {
        int dot = call.text().lastIndexOf('.');
        Attribute attribute = switch (dot < 0 ? call.text() : call.text().substring(0, dot)) {
            case "request.host" -> Attribute.HOST;
            case "request.path" -> Attribute.PATH;
            default ->
                throw tokens.fault(
                        call, "expected request.host, request.path or request.time, which is what is emulated");
        };
        Match match = switch (call.text().substring(dot + 1)) {
            case "startsWith" -> Match.STARTS_WITH;
            case "endsWith" -> Match.ENDS_WITH;
            case "contains" -> Match.CONTAINS;
            default -> throw tokens.fault(call, "expected startsWith, endsWith or contains");
        };
        tokens.expect("(");
        TextComparison comparison = new TextComparison(attribute, match, tokens.string());
        tokens.expect(")");
        return comparison;
    }

    private Condition time() {
        Token operator = tokens.next();
        Order order = switch (operator.text()) {
            case "<" -> Order.BEFORE;
            case "<=" -> Order.NOT_AFTER;
            case ">" -> Order.AFTER;
            case ">=" -> Order.NOT_BEFORE;
            default -> throw tokens.fault(operator, "expected <, <=, > or >=");
        };
        tokens.expect("timestamp");
        tokens.expect("(");
        TimeComparison comparison = new TimeComparison(order, instant());
        tokens.expect(")");
        return comparison;
    }

    private Instant instant() {
        String text = tokens.string();
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw tokens.fault("'" + text + "' is not an RFC 3339 time such as 2030-01-01T00:00:00Z");
        }
    }
}
