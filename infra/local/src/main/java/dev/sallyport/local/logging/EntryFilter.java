package dev.sallyport.local.logging;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Which log entries a query in Logging's language matches. An entry is looked at as JSON, as Logging shows it.
 *
 * @see <a href="https://cloud.google.com/logging/docs/view/logging-query-language">Logging query language</a>
 */
public sealed interface EntryFilter {
    boolean matches(JsonNode entry);

    /**
     * Reads a query; the empty one matches every entry.
     *
     * @throws dev.sallyport.local.api.ApiException if it is none, with the position of what is wrong
     */
    static EntryFilter parse(String query) {
        return new EntryFilterParser(query).parse();
    }

    /** What has to hold altogether. */
    record AllOf(List<EntryFilter> parts) implements EntryFilter {
        @Override
        public boolean matches(JsonNode entry) {
            return parts.stream().allMatch(part -> part.matches(entry));
        }
    }

    /** Of which one has to hold. */
    record AnyOf(List<EntryFilter> parts) implements EntryFilter {
        @Override
        public boolean matches(JsonNode entry) {
            return parts.stream().anyMatch(part -> part.matches(entry));
        }
    }

    /** What must not hold. */
    record Not(EntryFilter part) implements EntryFilter {
        @Override
        public boolean matches(JsonNode entry) {
            return !part.matches(entry);
        }
    }

    /** A field that compares with a value; where the field is absent nothing compares, not even as unequal. */
    record Compared(EntryField field, ComparisonOperator operator, String value) implements EntryFilter {
        @Override
        public boolean matches(JsonNode entry) {
            return field.valuesIn(entry).stream().anyMatch(found -> operator.holds(field, found, value));
        }
    }

    /** A text somewhere in the entry. */
    record Anywhere(String text) implements EntryFilter {
        @Override
        public boolean matches(JsonNode entry) {
            return entry.isContainerNode() ? anyWithin(entry) : ComparisonOperator.contains(entry.asText(), text);
        }

        private boolean anyWithin(JsonNode entry) {
            for (JsonNode inner : entry) {
                if (matches(inner)) {
                    return true;
                }
            }
            return false;
        }
    }
}
