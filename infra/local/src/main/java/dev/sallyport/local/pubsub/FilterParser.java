package dev.sallyport.local.pubsub;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a subscription filter by this grammar, in which AND and OR mix only through parentheses:
 *
 * <pre>
 * expression = term { "AND" term } | term { "OR" term }
 * term       = [ "NOT" | "-" ] ( "(" expression ")" | has | equality | prefix )
 * has        = "attributes" ":" key
 * equality   = "attributes" "." key ( "=" | "!=" ) string
 * prefix     = "hasPrefix" "(" "attributes" "." key "," string ")"
 * </pre>
 */
final class FilterParser {
    private static final String ATTRIBUTES = "attributes";

    private final FilterTokens tokens;

    FilterParser(String filter) {
        this.tokens = new FilterTokens(filter);
    }

    SubscriptionFilter parse() {
        SubscriptionFilter filter = expression();
        if (!tokens.atEnd()) {
            throw tokens.expected("AND, OR or the end (AND and OR need parentheses between them)");
        }
        return filter;
    }

    private SubscriptionFilter expression() {
        SubscriptionFilter first = term();
        if (tokens.nextIs("AND")) {
            return new SubscriptionFilter.AllOf(joined(first, "AND"));
        }
        if (tokens.nextIs("OR")) {
            return new SubscriptionFilter.AnyOf(joined(first, "OR"));
        }
        return first;
    }

    private List<SubscriptionFilter> joined(SubscriptionFilter first, String operator) {
        List<SubscriptionFilter> parts = new ArrayList<>(List.of(first));
        while (tokens.skip(operator)) {
            parts.add(term());
        }
        return parts;
    }

    private SubscriptionFilter term() {
        if (tokens.skip("NOT") || tokens.skip("-")) {
            return new SubscriptionFilter.Not(positiveTerm());
        }
        return positiveTerm();
    }

    private SubscriptionFilter positiveTerm() {
        if (tokens.skip("(")) {
            SubscriptionFilter inner = expression();
            tokens.require(")");
            return inner;
        }
        return tokens.skip("hasPrefix") ? prefix() : comparison();
    }

    private SubscriptionFilter prefix() {
        tokens.require("(");
        tokens.require(ATTRIBUTES);
        tokens.require(".");
        String key = tokens.key();
        tokens.require(",");
        String prefix = tokens.string();
        tokens.require(")");
        return new SubscriptionFilter.HasPrefix(key, prefix);
    }

    private SubscriptionFilter comparison() {
        tokens.require(ATTRIBUTES);
        if (tokens.skip(":")) {
            return new SubscriptionFilter.Has(tokens.key());
        }
        tokens.require(".");
        String key = tokens.key();
        if (tokens.skip("!=")) {
            return new SubscriptionFilter.Not(new SubscriptionFilter.Is(key, tokens.string()));
        }
        tokens.require("=");
        return new SubscriptionFilter.Is(key, tokens.string());
    }
}
