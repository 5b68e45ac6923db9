package dev.sallyport.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule that cannot be understood is refused with what is wrong and what would be right; nothing is in force then. */
@ExtendWith(LocalCloudExtension.class)
class FaultRulesRefusedTest {
    private final RestClient rest;

    FaultRulesRefusedTest(LocalCloud cloud) {
        rest = new RestClient(cloud);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | the rule: is no object",
                "{} | the rule: says not what to do (expected: exactly one of error, latency",
                "{\"latency\": \"PT1S\", \"lostAnswer\": true} | the rule: says latency and lostAnswer",
                "{\"latency\": \"soon\"} | /latency: is \"soon\" (expected: an ISO 8601 duration of at most an hour",
                "{\"latency\": \"-PT1S\"} | /latency: is \"-PT1S\"",
                "{\"latency\": \"PT2H\"} | /latency: is \"PT2H\"",
                "{\"lostAnswer\": false} | /lostAnswer: is false (expected: true)",
                "{\"error\": {}} | /error: says neither status nor code",
                "{\"error\": 503} | /error: says neither status nor code",
                "{\"error\": {\"status\": 200}} | /error/status: is 200 (expected: an HTTP status from 400 to 599)",
                "{\"error\": {\"code\": \"OK\"}} | /error/code: is \"OK\" (expected: a gRPC status code",
                "{\"error\": {\"status\": 500, \"body\": 1}} | /error/body: is not known",
                "{\"servce\": \"iap\", \"lostAnswer\": true} | /servce: is not known here (expected: method, resource,",
                "{\"method\": 1, \"lostAnswer\": true} | /method: is no text",
                "{\"resource\": \"a\", \"resourceRegex\": \"a\", \"lostAnswer\": true} | /resourceRegex: stands beside",
                "{\"resourceRegex\": \"(\", \"lostAnswer\": true} | /resourceRegex: is no regular expression",
                "{\"subscription\": \"a\", \"lostAnswer\": true} | /subscription: is not known here",
                "{\"method\": \"a\", \"duplicate\": true} | /method: is not known here (expected: subscription,",
                "{\"after\": -1, \"duplicate\": true} | /after: is -1 (expected: a whole number from 0)",
                "{\"count\": 0, \"duplicate\": true} | /count: is 0 (expected: a whole number from 1)",
                "{\"probability\": 0, \"duplicate\": true} | /probability: is 0 (expected: a number above 0, at most 1)",
                "{\"seed\": 1.5, \"duplicate\": true} | /seed: is 1.5 (expected: a whole number)"
            })
    void aFaultyRuleIsRefusedByPlace(String rule, String message) {
        RestClient.Answer answer = rest.post("/-/faults", rule);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/error/message").asText()).contains(message);
        assertThat(rest.get("/-/faults").body().path("faults")).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        RestClient.Answer answer =
                rest.post("/-/faults", "{\"colour\": 1, \"after\": -1, \"count\": 0, \"error\": {\"status\": 99}}");

        assertThat(answer.body().at("/error/message").asText().lines()).hasSize(4);
    }

    @Test
    void whatIsNotJsonIsRefusedWithItsPlace() {
        RestClient.Answer answer = rest.post("/-/faults", "{\"after\": 1,\n \"after\": 2}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/error/message").asText()).startsWith("The body is not JSON: line 2");
    }
}
