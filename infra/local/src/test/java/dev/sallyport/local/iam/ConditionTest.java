package dev.sallyport.local.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
    private static final AccessRequest REQUEST = new AccessRequest(
            Optional.empty(), "app.example.com", "/admin/users", Instant.parse("2026-11-23T12:00:00Z"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request.path == '/admin/users'",
                "request.path != \"/admin\"",
                "request.path.startsWith(\"/admin\")",
                "request.path.endsWith('users')",
                "request.path.contains('min/us')",
                "request.host == 'app.example.com'",
                "request.host.endsWith('.example.com')",
                "request.time < timestamp(\"2026-11-23T12:00:01Z\")",
                "request.time <= timestamp(\"2026-11-23T12:00:00Z\")",
                "request.time > timestamp(\"2026-11-23T11:59:59Z\")",
                "request.time >= timestamp('2026-11-23T14:00:00+02:00')",
                "  request.path==\"/admin/users\"  ",
            })
    void comparisonThatHolds(String expression) {
        assertThat(Condition.parse(expression).holds(REQUEST)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request.path == '/admin'",
                "request.path != '/admin/users'",
                "request.path.startsWith('admin')",
                "request.host == 'example.com'",
                "request.time < timestamp('2026-11-23T12:00:00Z')",
                "request.time > timestamp('2026-11-23T12:00:00Z')",
            })
    void comparisonThatDoesNotHold(String expression) {
        assertThat(Condition.parse(expression).holds(REQUEST)).isFalse();
    }

    /** T and F stand for comparisons that hold and that do not. */
    @ParameterizedTest
    @CsvSource({
        "T && T, true",
        "T && F, false",
        "F || T, true",
        "F || F, false",
        "!F, true",
        "!!T, true",
        "T || F && F, true",
        "F && F || T, true",
        "F && (F || T), false",
        "(T || F) && F, false",
        "!(F || F), true",
        "!F && T, true",
        "F || F || T, true",
        "T && T && F, false",
    })
    void operatorsBindAsInCel(String pattern, boolean expected) {
        String expression =
                pattern.replace("T", "request.host == 'app.example.com'").replace("F", "request.host == ''");
        assertThat(Condition.parse(expression).holds(REQUEST)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''| column 1: found the end",
                "request.path| found the end, expected == or !=",
                "request.path ==| found the end, expected a string in quotes",
                "request.path == /admin| not a word",
                "request.path < \"/a\"| found '<', expected == or !=",
                "request.path.matches(\"^/a\")| expected startsWith, endsWith or contains",
                "request.time == timestamp(\"2026-11-23T12:00:00Z\")| expected <, <=, > or >=",
                "request.time < timestamp(\"tomorrow\")| not an RFC 3339 time",
                "request.time < \"2026-11-23T12:00:00Z\"| expected timestamp",
                "\"a\" in request.auth.access_levels| expected request.host, request.path or request.time",
                "true| expected request.host, request.path or request.time",
                "(request.path == \"/a\"| expected )",
                "request.path == \"/a\" request.host == \"b\"| column 22: found 'request.host'",
                "request.path == \"/a\" &| not a word",
                "request.path == \"/a\" && | expected request.host",
                "request.path == \"/\\d\"| the escape \\d is not emulated",
                "request.path == \"/a| not a word",
                "request.path == '/a' ? true : false| not a word",
            })
    void whatIsNotEmulatedIsRefusedWithItsPlace(String expression, String message) {
        assertThatThrownBy(() -> Condition.parse(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void quotesAndBackslashesAreUnescaped() {
        AccessRequest request = new AccessRequest(Optional.empty(), "", "/a\"b\\c'd", Instant.EPOCH);

        assertThat(Condition.parse("request.path == \"/a\\\"b\\\\c'd\"").holds(request))
                .isTrue();
    }

    @Test
    void depthIsBounded() {
        String nested = "(".repeat(10_000) + "request.path == ''" + ")".repeat(10_000);

        assertThatThrownBy(() -> Condition.parse(nested)).hasMessageContaining("levels deep");
    }

    @Test
    void longChainsAreRead() {
        String chain = "request.path == '/no' || ".repeat(500) + "request.path == '/admin/users'";

        assertThat(Condition.parse(chain).holds(REQUEST)).isTrue();
    }
}
