package dev.sallyport.local.logging;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.logging.type.LogSeverity;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a query compares a field with a value. Texts are the same in upper and lower case, but for regular expressions. */
enum ComparisonOperator {
    EQUAL("=") {
        @Override
        boolean holds(EntryField field, JsonNode found, String value) {
            return order(field, found, value) == 0;
        }
    },
    UNEQUAL("!=") {
        @Override
        boolean holds(EntryField field, JsonNode found, String value) {
            return order(field, found, value) != 0;
        }
    },
    GREATER(">") {
        @Override
        boolean holds(EntryField field, JsonNode found, String value) {
            return order(field, found, value) > 0;
        }
    },
    LESS("<") {
        @Override
        boolean holds(EntryField field, JsonNode found, String value) {
            return order(field, found, value) < 0;
        }
    },
    AT_LEAST(">=") {
        @Override
        boolean holds(EntryField field, JsonNode found, String value) {
            return order(field, found, value) >= 0;
        }
    },
    AT_MOST("<=") {
        @Override
        boolean holds(EntryField field, JsonNode found, String value) {
            return order(field, found, value) <= 0;
        }
    },
    HAS(":") {
        @Override
        boolean holds(EntryField field, JsonNode found, String value) {
            if (value.equals("*")) {
                return true;
            }
            return found.isObject() ? found.has(value) : contains(found.asText(), value);
        }
    },
    MATCHES("=~") {
        @Override
        boolean holds(EntryField field, JsonNode found, String value) {
            return Pattern.compile(value).matcher(found.asText()).find();
        }
    },
    MATCHES_NOT("!~") {
        @Override
        boolean holds(EntryField field, JsonNode found, String value) {
            return !Pattern.compile(value).matcher(found.asText()).find();
        }
    };

    private final String sign;

    ComparisonOperator(String sign) {
        this.sign = sign;
    }

    /** @param found what the field has in an entry */
    abstract boolean holds(EntryField field, JsonNode found, String value);

    static ComparisonOperator of(String sign) {
        return Arrays.stream(values())
                .filter(operator -> operator.sign.equals(sign))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(sign + " is not an operator of the query language"));
    }

    boolean takesExpression() {
        return this == MATCHES || this == MATCHES_NOT;
    }

    static boolean contains(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    private static int order(EntryField field, JsonNode found, String value) {
        String text = found.asText();
        if (field.is("severity")) {
            return Integer.compare(severity(text), severity(value));
        }
        return byTime(text, value)
                .or(() -> byNumber(text, value))
                .orElseGet(() -> String.CASE_INSENSITIVE_ORDER.compare(text, value));
    }

    private static int severity(String name) {
        return Arrays.stream(LogSeverity.values())
                .filter(severity -> severity.name().equalsIgnoreCase(name))
                .map(LogSeverity::getNumber)
                .findFirst()
                .orElse(0);
    }

    private static Optional<Integer> byTime(String text, String value) {
        try {
            return Optional.of(Instant.parse(text).compareTo(Instant.parse(value)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> byNumber(String text, String value) {
        try {
            return Optional.of(new BigDecimal(text).compareTo(new BigDecimal(value)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
