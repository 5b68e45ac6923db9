package dev.sallyport.local.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionFilterTest {
    private static final Map<String, String> ATTRIBUTES =
            Map.of("domain", "com", "iana.org/language_tag", "en", "quote", "a\"b", "empty", "", "みんな", "y");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "attributes:domain",
                " attributes : domain ",
                "attributes:\"iana.org/language_tag\"",
                "attributes:\"\\u307F\\u3093\\u306A\"",
                "attributes.domain = \"com\"",
                "attributes.domain=\"com\"",
                "attributes.\"domain\" = \"com\"",
                "attributes.domain != \"org\"",
                "attributes.missing != \"org\"",
                "attributes.empty = \"\"",
                "attributes.quote = \"a\\\"b\"",
                "attributes.domain = \"\\x63\\157m\"",
                "hasPrefix(attributes.domain, \"co\")",
                "hasPrefix(attributes.domain, \"\")",
                "NOT attributes:missing",
                "-attributes:missing",
                "NOT hasPrefix(attributes.missing, \"\")",
                "attributes:domain AND attributes:empty AND attributes:quote",
                "attributes:missing OR attributes:absent OR attributes:domain",
                "(attributes:domain)",
                "attributes:domain AND (attributes:missing OR attributes:quote)",
                "NOT (attributes:missing OR attributes:absent)",
            })
    void matches(String filter) {
        assertThat(SubscriptionFilter.parse(filter).matches(ATTRIBUTES)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attributes:Domain",
                "attributes.domain = \"COM\"",
                "attributes.domain != \"com\"",
                "attributes.missing = \"\"",
                "hasPrefix(attributes.domain, \"om\")",
                "hasPrefix(attributes.missing, \"\")",
                "NOT attributes:domain",
                "NOT attributes:domain AND attributes:domain",
                "attributes:domain AND attributes:missing",
                "attributes:missing OR attributes:absent",
                "NOT (attributes:missing OR attributes:domain)",
            })
    void doesNotMatch(String filter) {
        assertThat(SubscriptionFilter.parse(filter).matches(ATTRIBUTES)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attributes",
                "attributes:",
                "attributes.domain",
                "attributes.domain = com",
                "attributes.domain = 'com'",
                "attributes.domain > \"com\"",
                "attributes.domain = \"com",
                "labels:domain",
                "domain = \"com\"",
                "hasPrefix(attributes.domain)",
                "hasPrefix(attributes.domain, co)",
                "hasprefix(attributes.domain, \"co\")",
                "attributes:a and attributes:b",
                "attributes:a attributes:b",
                "attributes:a AND",
                "attributes:a AND attributes:b OR attributes:c",
                "(attributes:a",
                "attributes:a)",
                "attributes:a.b",
                "\"attributes\":a",
            })
    void isRefused(String filter) {
        assertThatThrownBy(() -> SubscriptionFilter.parse(filter))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refusal -> assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT))
                .hasMessageContaining("Invalid filter");
    }

    @Test
    void aRefusalNamesThePlace() {
        assertThatThrownBy(() -> SubscriptionFilter.parse("attributes.domain = com"))
                .hasMessageContaining("expected a string in double quotes at position 20");
    }

    @Test
    void aFilterHasAtMost256Bytes() {
        String longest = "attributes:" + "a".repeat(245);

        assertThat(SubscriptionFilter.parse(longest).matches(Map.of())).isFalse();
        assertThatThrownBy(() -> SubscriptionFilter.parse(longest + "a")).hasMessageContaining("at most 256");
    }
}
