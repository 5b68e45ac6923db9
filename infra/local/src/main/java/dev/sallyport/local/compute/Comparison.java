package dev.sallyport.local.compute;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.sallyport.local.api.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** One comparison of a filter: a field (dotted, as JSON names it), an operator and a value. */
final class Comparison implements Predicate<Message> {
    private final String[] path;
    private final Predicate<String> value;
    private final boolean forAbsent;

    Comparison(String field, String operator, String value, Supplier<ApiException> invalid) {
        this.path = field.split("\\.");
        this.value = switch (operator) {
            case "=" -> equalTo(value);
            case "!=" -> equalTo(value).negate();
            case ":" -> has(value);
            case "eq" -> regex(value, invalid);
            case "ne" -> regex(value, invalid).negate();
            case "<" -> actual -> compare(actual, value) < 0;
            case "<=" -> actual -> compare(actual, value) <= 0;
            case ">" -> actual -> compare(actual, value) > 0;
            case ">=" -> actual -> compare(actual, value) >= 0;
            default -> throw invalid.get();
        };
        this.forAbsent = operator.equals("!=") || operator.equals("ne");
    }

    @Override
    public boolean test(Message message) {
        List<String> values = new ArrayList<>();
        collect(message, 0, values);
        return values.isEmpty()
                ? forAbsent
                : forAbsent ? values.stream().allMatch(value) : values.stream().anyMatch(value);
    }

    private void collect(Object value, int depth, List<String> values) {
        if (!(value instanceof Message message)) {
            values.add(value instanceof EnumValueDescriptor constant ? constant.getName() : String.valueOf(value));
            return;
        }
        if (depth == path.length) {
            values.add("*");
            return;
        }
        FieldDescriptor field = message.getDescriptorForType().getFields().stream()
                .filter(each ->
                        each.getJsonName().equals(path[depth]) || each.getName().equals(path[depth]))
                .findAny()
                .orElse(null);
        if (field != null && field.isMapField()) {
            collectEntry(message, field, depth, values);
        } else if (field != null && field.isRepeated()) {
            ((List<?>) message.getField(field)).forEach(each -> collect(each, depth + 1, values));
        } else if (field != null && message.hasField(field)) {
            collect(message.getField(field), depth + 1, values);
        }
    }

    private void collectEntry(Message message, FieldDescriptor field, int depth, List<String> values) {
        String key = depth + 1 < path.length ? path[depth + 1] : "";
        FieldDescriptor keyField = field.getMessageType().findFieldByNumber(1);
        FieldDescriptor valueField = field.getMessageType().findFieldByNumber(2);
        for (Object entry : (List<?>) message.getField(field)) {
            if (((Message) entry).getField(keyField).equals(key)) {
                collect(((Message) entry).getField(valueField), depth + 2, values);
            }
        }
    }

    private static Predicate<String> equalTo(String wanted) {
        if (wanted.contains("*")) {
            return wildcard(wanted);
        }
        return actual -> actual.equals(wanted) || compareNumbers(actual, wanted) == 0;
    }

    /** Presence, a prefix or suffix with a star, or a text contained, whatever its case. */
    private static Predicate<String> has(String wanted) {
        String lower = wanted.toLowerCase(Locale.ROOT);
        return wanted.contains("*")
                ? wildcard(wanted)
                : actual -> actual.toLowerCase(Locale.ROOT).contains(lower);
    }

    private static Predicate<String> wildcard(String wanted) {
        String regex = String.join(
                ".*",
                List.of(wanted.split("\\*", -1)).stream().map(Pattern::quote).toList());
        return Pattern.compile(regex, Pattern.DOTALL).asMatchPredicate();
    }

    private static Predicate<String> regex(String expression, Supplier<ApiException> invalid) {
        try {
            return Pattern.compile(expression).asMatchPredicate();
        } catch (PatternSyntaxException e) {
            throw invalid.get();
        }
    }

    private static int compare(String actual, String wanted) {
        int numbers = compareNumbers(actual, wanted);
        return numbers == NOT_NUMBERS ? actual.compareTo(wanted) : numbers;
    }

    private static final int NOT_NUMBERS = 2;

    private static int compareNumbers(String actual, String wanted) {
        try {
            return Double.compare(Double.parseDouble(actual), Double.parseDouble(wanted));
        } catch (NumberFormatException e) {
            return NOT_NUMBERS;
        }
    }
}
