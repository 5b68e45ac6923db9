package dev.sallyport.local.logging;

import dev.sallyport.local.api.ApiException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads a query by this grammar, in which OR binds more strongly than AND, as in Google's:
 *
 * <pre>
 * conjunction = disjunction { [ "AND" ] disjunction }
 * disjunction = term { "OR" term }
 * term        = [ "NOT" | "-" ] ( "(" conjunction ")" | "log_id(" string ")" | comparison | text )
 * comparison  = name { "." name } operator ( value | "(" values of the same grammar ")" )
 * </pre>
 */
final class EntryFilterParser {
    private static final Pattern AND = Pattern.compile("AND\\b");
    private static final Pattern OR = Pattern.compile("OR\\b");
    private static final Pattern NOT = Pattern.compile("NOT\\b|-(?!-)");
    private static final Pattern OPEN = Pattern.compile("\\(");
    private static final Pattern CLOSE = Pattern.compile("\\)");
    private static final Pattern DOT = Pattern.compile("\\.");
    private static final Pattern LOG_ID = Pattern.compile("log_id\\(");
    private static final Pattern FUNCTION = Pattern.compile("[a-z_]+\\(");
    private static final Pattern OPERATOR = Pattern.compile("=~|!~|!=|>=|<=|[=><:]");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_@/*][A-Za-z0-9_@/*-]*");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_@/*.+-][A-Za-z0-9_@/*.+:%-]*");

    private final FilterText text;

    EntryFilterParser(String query) {
        this.text = new FilterText(query);
    }

    EntryFilter parse() {
        if (text.atEnd()) {
            return new EntryFilter.AllOf(List.of());
        }
        EntryFilter filter = conjunction(this::term);
        if (!text.atEnd()) {
            throw text.expected("AND, OR or the end");
        }
        return filter;
    }

    private EntryFilter conjunction(Supplier<EntryFilter> term) {
        List<EntryFilter> parts = new ArrayList<>(List.of(disjunction(term)));
        while (text.skip(AND) || !text.atEnd() && !text.nextIs(CLOSE)) {
            parts.add(disjunction(term));
        }
        return parts.size() == 1 ? parts.get(0) : new EntryFilter.AllOf(parts);
    }

    private EntryFilter disjunction(Supplier<EntryFilter> term) {
        List<EntryFilter> parts = new ArrayList<>(List.of(term.get()));
        while (text.skip(OR)) {
            parts.add(term.get());
        }
        return parts.size() == 1 ? parts.get(0) : new EntryFilter.AnyOf(parts);
    }

    private EntryFilter term() {
        return negatable(this::term, this::restriction);
    }

    private EntryFilter negatable(Supplier<EntryFilter> inBrackets, Supplier<EntryFilter> plain) {
        if (text.skip(NOT)) {
            return new EntryFilter.Not(negatable(inBrackets, plain));
        }
        if (!text.skip(OPEN)) {
            return plain.get();
        }
        EntryFilter inner = conjunction(inBrackets);
        text.require(CLOSE, "a closing bracket");
        return inner;
    }

    private EntryFilter restriction() {
        if (text.skip(LOG_ID)) {
            return logId();
        }
        if (text.nextIs(FUNCTION)) {
            throw ApiException.notImplemented("a function other than log_id in a filter");
        }
        List<String> path = path();
        return text.take(OPERATOR)
                .map(ComparisonOperator::of)
                .map(operator -> comparison(known(new EntryField(path)), operator))
                .orElseGet(() -> new EntryFilter.Anywhere(String.join(".", path)));
    }

    private EntryFilter logId() {
        String id = text.takeQuoted().orElseThrow(() -> text.expected("a string in quotes"));
        text.require(CLOSE, "a closing bracket");
        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8);
        return new EntryFilter.Compared(
                new EntryField(List.of("logName")),
                ComparisonOperator.MATCHES,
                "/logs/" + Pattern.quote(encoded) + "$");
    }

    private List<String> path() {
        List<String> names = new ArrayList<>();
        do {
            names.add(
                    text.takeQuoted().or(() -> text.take(NAME)).orElseThrow(() -> text.expected("a field or a text")));
        } while (text.skip(DOT));
        return names;
    }

    private static EntryField known(EntryField field) {
        if (!field.isOfEntries()) {
            throw ApiException.invalid("Field not found: '" + field + "'.");
        }
        return field;
    }

    private EntryFilter comparison(EntryField field, ComparisonOperator operator) {
        return values(value -> new EntryFilter.Compared(field, operator, checked(operator, value)));
    }

    private EntryFilter values(Function<String, EntryFilter> compared) {
        if (!text.skip(OPEN)) {
            return compared.apply(value());
        }
        EntryFilter inner = conjunction(() -> negatable(() -> values(compared), () -> compared.apply(value())));
        text.require(CLOSE, "a closing bracket");
        return inner;
    }

    private String value() {
        return text.takeQuoted().or(() -> text.take(VALUE)).orElseThrow(() -> text.expected("a value"));
    }

    private static String checked(ComparisonOperator operator, String value) {
        if (operator.takesExpression()) {
            try {
                Pattern.compile(value);
            } catch (PatternSyntaxException e) {
                throw ApiException.invalid(value + " is not a regular expression: " + e.getDescription());
            }
        }
        return value;
    }
}
