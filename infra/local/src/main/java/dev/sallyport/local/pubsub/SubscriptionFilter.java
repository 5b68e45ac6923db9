package dev.sallyport.local.pubsub;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Which messages a subscription wants, by their attributes (Google's page "Filter messages from a subscription"). A
 * message that does not match counts as acknowledged. {@code !=} holds for a message without the key, too.
 */
sealed interface SubscriptionFilter {
    int MAXIMUM_BYTES = 256;

    boolean matches(Map<String, String> attributes);

    /** Reads a filter; an empty one matches everything. Throws INVALID_ARGUMENT with the place of the fault. */
    static SubscriptionFilter parse(String filter) {
        int bytes = filter.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAXIMUM_BYTES) {
            throw PubSubError.invalid(
                    "Invalid filter: it has " + bytes + " bytes, at most " + MAXIMUM_BYTES + " are allowed.");
        }
        return filter.isBlank() ? new AllOf(List.of()) : new FilterParser(filter).parse();
    }

    record Has(String key) implements SubscriptionFilter {
        @Override
        public boolean matches(Map<String, String> attributes) {
            return attributes.containsKey(key);
        }
    }

    record Is(String key, String value) implements SubscriptionFilter {
        @Override
        public boolean matches(Map<String, String> attributes) {
            return value.equals(attributes.get(key));
        }
    }

    record HasPrefix(String key, String prefix) implements SubscriptionFilter {
        @Override
        public boolean matches(Map<String, String> attributes) {
            return attributes.containsKey(key) && attributes.get(key).startsWith(prefix);
        }
    }

    record Not(SubscriptionFilter negated) implements SubscriptionFilter {
        @Override
        public boolean matches(Map<String, String> attributes) {
            return !negated.matches(attributes);
        }
    }

    record AllOf(List<SubscriptionFilter> parts) implements SubscriptionFilter {
        @Override
        public boolean matches(Map<String, String> attributes) {
            return parts.stream().allMatch(part -> part.matches(attributes));
        }
    }

    record AnyOf(List<SubscriptionFilter> parts) implements SubscriptionFilter {
        @Override
        public boolean matches(Map<String, String> attributes) {
            return parts.stream().anyMatch(part -> part.matches(attributes));
        }
    }
}
