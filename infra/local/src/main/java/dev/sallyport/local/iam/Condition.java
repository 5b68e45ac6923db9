package dev.sallyport.local.iam;

import java.time.Instant;
import java.util.List;

/**
 * A condition of a binding: the part of the Common Expression Language that host, path and time conditions are written
 * in. Comparisons of {@code request.host}, {@code request.path} and {@code request.time}, joined by {@code &&} and
 * {@code ||}, with {@code !} and parentheses.
 */
public sealed interface Condition {
    boolean holds(AccessRequest request);

    /**
     * @throws IllegalArgumentException if it is not CEL, or CEL of another kind; the message names the column
     */
    static Condition parse(String expression) {
        return new ConditionParser(expression).parse();
    }

    record AnyOf(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(AccessRequest request) {
            return parts.stream().anyMatch(part -> part.holds(request));
        }
    }

    record AllOf(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(AccessRequest request) {
            return parts.stream().allMatch(part -> part.holds(request));
        }
    }

    record Not(Condition part) implements Condition {
        @Override
        public boolean holds(AccessRequest request) {
            return !part.holds(request);
        }
    }

    record TextComparison(Attribute attribute, Match match, String text) implements Condition {
        enum Attribute {
            HOST,
            PATH
        }

        enum Match {
            EQUALS,
            STARTS_WITH,
            ENDS_WITH,
            CONTAINS
        }

        @Override
        public boolean holds(AccessRequest request) {
            String actual = attribute == Attribute.HOST ? request.host() : request.path();
            return switch (match) {
                case EQUALS -> actual.equals(text);
                case STARTS_WITH -> actual.startsWith(text);
                case ENDS_WITH -> actual.endsWith(text);
                case CONTAINS -> actual.contains(text);
            };
        }
    }

    record TimeComparison(Order order, Instant instant) implements Condition {
        enum Order {
            BEFORE,
            NOT_AFTER,
            AFTER,
            NOT_BEFORE
        }

        @Override
        public boolean holds(AccessRequest request) {
            int comparison = request.time().compareTo(instant);
            return switch (order) {
                case BEFORE -> comparison < 0;
                case NOT_AFTER -> comparison <= 0;
                case AFTER -> comparison > 0;
                case NOT_BEFORE -> comparison >= 0;
            };
        }
    }
}
