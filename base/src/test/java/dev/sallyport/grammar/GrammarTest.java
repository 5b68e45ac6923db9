package dev.sallyport.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.grammar.CommandReading.Misunderstood;
import dev.sallyport.grammar.CommandReading.Understood;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people can say, and what the requests are that come of it. */
class GrammarTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final int INPUTS = 100_000;

    private final Grammar grammar = new Grammar();

    @ParameterizedTest
    @EnumSource
    void theExampleOfEveryVerbIsUnderstood(Verb verb) {
        assertThat(grammar.read(verb.example()))
                .isInstanceOfSatisfying(
                        Understood.class,
                        understood -> assertThat(understood.command().verb()).isEqualTo(verb));
    }

    @ParameterizedTest
    @MethodSource
    void aCommandBecomesARequest(String command, String request) throws IOException {
        assertThat(CommandRequest.of(understood(command), NOW))
                .contains(new ObjectMapper().readValue(request, ObjectNode.class));
    }

    static List<Arguments> aCommandBecomesARequest() {
        return List.of(
                argumentSet(
                        "provision",
                        "provision shop project=my-project principals=group:a@example.com,user:b@example.com"
                                + " instanceGroup.size=2 protect=true certificate.selfSigned.subject.organization=\"My Shop\"",
                        """
                        {"action": "provision", "deployment": "shop", "project": "my-project",
                         "principals": ["group:a@example.com", "user:b@example.com"], "instanceGroup": {"size": 2},
                         "protect": true, "certificate": {"selfSigned": {"subject": {"organization": "My Shop"}}}}
                        """),
                argumentSet(
                        "plan",
                        "plan shop",
                        "{\"action\": \"plan\", \"of\": {\"action\": \"repair\", \"deployment\": \"shop\"}}"),
                argumentSet("recheck", "recheck shop", "{\"action\": \"recheck\", \"deployment\": \"shop\"}"),
                argumentSet("repair", "repair shop", "{\"action\": \"repair\", \"deployment\": \"shop\"}"),
                argumentSet("retry", "retry shop", "{\"action\": \"retry\", \"deployment\": \"shop\"}"),
                argumentSet("resume", "resume shop", "{\"action\": \"resume\", \"deployment\": \"shop\"}"),
                argumentSet("cancel", "cancel shop", "{\"action\": \"cancel\", \"deployment\": \"shop\"}"),
                argumentSet("destroy", "destroy shop", "{\"action\": \"destroy\", \"deployment\": \"shop\"}"),
                argumentSet("grant for a time", "grant shop user:anna@example.com for 2h", """
                        {"action": "grant", "deployment": "shop", "principal": "user:anna@example.com",
                         "until": "2026-11-27T14:00:00Z"}
                        """),
                argumentSet(
                        "grant for good",
                        "grant shop anna@example.com",
                        "{\"action\": \"grant\", \"deployment\": \"shop\", \"principal\": \"user:anna@example.com\"}"),
                argumentSet(
                        "revoke",
                        "revoke shop group:staff@example.com",
                        "{\"action\": \"revoke\", \"deployment\": \"shop\", \"principal\": \"group:staff@example.com\"}"),
                argumentSet("pause until a time", "pause shop until 2026-12-01T18:00+01:00 moving  house", """
                        {"action": "pause", "deployment": "shop", "reason": "moving  house",
                         "until": "2026-12-01T17:00:00Z"}
                        """),
                argumentSet("pause for a time", "PAUSE shop for 3d \"quarter end\"", """
                        {"action": "pause", "deployment": "shop", "reason": "\\"quarter end\\"",
                         "until": "2026-11-30T12:00:00Z"}
                        """),
                argumentSet("mute for a time", "mute shop iap-on for 1d a drill", """
                        {"action": "mute", "deployment": "shop", "control": "iap-on",
                         "until": "2026-11-28T12:00:00Z", "reason": "a drill"}
                        """),
                argumentSet("mute until a time", "mute shop drift until 2026-12-01 tuning by hand", """
                        {"action": "mute", "deployment": "shop", "control": "drift",
                         "until": "2026-12-01T00:00:00Z", "reason": "tuning by hand"}
                        """),
                argumentSet(
                        "pause until further notice",
                        "pause shop until further notice",
                        "{\"action\": \"pause\", \"deployment\": \"shop\", \"reason\": \"until further notice\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "help grant", "status", "status shop", "list", "", "  \u00a0 "})
    void whoeverOnlyLooksPublishesNothing(String command) {
        assertThat(CommandRequest.of(understood(command), NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            repiar shop                          | there is no verb "repiar" (expected: perhaps repair was meant)
            frobnicate                           | there is no verb "frobnicate" (expected: help tells which there are)
            help destory                         | there is no verb "destory" (expected: perhaps destroy was meant)
            repair                               | the deployment's name is missing (expected: repair NAME)
            repair Shop                          | "Shop" is no name of a deployment (expected: 1 to 63 lower-case letters, digits and hyphens, a letter first)
            repair shop now                      | there is more: "now" (expected: repair NAME)
            list shop                            | there is more: "shop" (expected: list)
            grant shop                           | the principal is missing (expected: grant NAME PRINCIPAL [for TIME])
            grant shop users:a@example.com       | "users:a@example.com" is no principal (expected: perhaps user: was meant)
            grant shop allUsers                  | "allUsers" is no principal (expected: user:EMAIL, group:EMAIL, serviceAccount:EMAIL or domain:DOMAIN)
            grant shop user:a@example.com for 2x | for "2x" (expected: a number of m, h or d, such as 30m, 2h or 5d, at most 366d)
            grant shop user:a@example.com for    | for "" (expected: a number of m, h or d, such as 30m, 2h or 5d, at most 366d)
            grant shop user:a@example.com to 2h  | "to" after the principal (expected: for and a time, or nothing)
            pause shop                           | the reason is missing (expected: pause NAME [until TIME or for TIME] REASON)
            pause shop until 18:00 tea           | until "18:00" (expected: a day or a time with its offset, such as 2026-12-01 or 2026-12-01T18:00Z)
            pause shop for 400d tea              | for "400d" (expected: a number of m, h or d, such as 30m, 2h or 5d, at most 366d)
            mute shop                            | the control is missing (expected: mute NAME CONTROL (for TIME or until TIME) REASON)
            mute shop iap-in for 1d a drill      | "iap-in" is no control (expected: perhaps iap-on was meant)
            mute shop iap-on a drill             | the time is missing (expected: mute NAME CONTROL (for TIME or until TIME) REASON)
            mute shop iap-on for 1d              | the reason is missing (expected: mute NAME CONTROL (for TIME or until TIME) REASON)
            mute shop iap-on for ever a drill    | the time is missing (expected: mute NAME CONTROL (for TIME or until TIME) REASON)
            provision shop                       | project and principals are missing (expected: project=... principals=...)
            provision shop project=p             | principals is missing (expected: principals=...)
            provision shop regoin=us-east1       | there is no "regoin" in a request (expected: perhaps region was meant)
            provision shop here                  | "here" is no key=value (expected: such as region=us-central1)
            provision shop protect=yes           | protect is "yes" (expected: true or false)
            provision shop instanceGroup.size=a  | instanceGroup.size is "a" (expected: a whole number)
            provision shop region=a region=b     | region is there twice (expected: each key once)
            provision shop "region=a             | a quotation mark is not closed: "region=a" (expected: a second one where the text ends)
            """, quoteCharacter = '\u0001')
    void aSlipIsAnsweredWithWhatWouldBeRight(String command, String answer) {
        assertThat(grammar.read(command))
                .isInstanceOfSatisfying(
                        Misunderstood.class, met -> assertThat(met.text()).isEqualTo(answer));
    }

    /** Texts made of what the grammar knows, of what it does not, and of what nobody should ever send. */
    @Test
    void noTextMakesItThrow() {
        SplittableRandom random = new SplittableRandom(7);
        int understood = 0;
        for (int i = 0; i < INPUTS; i++) {
            String text = RandomText.of(random);
            CommandReading reading = grammar.read(text);
            if (reading instanceof Understood met) {
                understood++;
                CommandRequest.of(met.command(), NOW)
                        .ifPresent(request -> assertThat(request.toString()).isNotEmpty());
            } else if (reading instanceof Misunderstood met) {
                assertThat(met.text()).as(text).hasSizeBetween(10, 400).doesNotContainPattern("\\p{Cntrl}");
            }
        }
        assertThat(understood).isBetween(INPUTS / 50, INPUTS * 9 / 10);
    }

    private Command understood(String text) {
        return Optional.of(grammar.read(text))
                .filter(Understood.class::isInstance)
                .map(Understood.class::cast)
                .map(Understood::command)
                .orElseThrow(() -> new AssertionError(text + ": " + grammar.read(text)));
    }
}
