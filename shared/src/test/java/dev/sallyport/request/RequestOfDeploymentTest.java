package dev.sallyport.request;

import static dev.sallyport.request.Requests.acceptedOfAnyKind;
import static dev.sallyport.request.Requests.faults;
import static dev.sallyport.request.Requests.lab;
import static dev.sallyport.request.Requests.labWith;
import static dev.sallyport.request.Requests.read;
import static dev.sallyport.request.Requests.smallest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sallyport.blueprint.StageName;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests about a deployment that is there: they name it, and little else. */
final class RequestOfDeploymentTest {
    static final List<Request> NAMING_ONLY_THEIR_DEPLOYMENT = List.of(
            new Request.Repair("lab"),
            new Request.Destroy("lab"),
            new Request.Recheck("lab"),
            new Request.Retry("lab"),
            new Request.Resume("lab"),
            new Request.Cancel("lab"));

    @ParameterizedTest
    @FieldSource("NAMING_ONLY_THEIR_DEPLOYMENT")
    void oneThatNamesItsDeploymentIsAccepted(Request request) {
        assertThat(acceptedOfAnyKind(of(action(request)))).isEqualTo(request);
    }

    @ParameterizedTest
    @ValueSource(strings = {"repair", "destroy", "recheck", "retry", "resume", "cancel"})
    void theNameMustBeThere(String action) {
        assertThat(faults("{\"action\": \"" + action + "\"}"))
                .containsExactly(new Fault(
                        "/deployment",
                        "is missing",
                        "1 to 63 lower-case letters, digits and hyphens, beginning with a letter and not ending"
                                + " with a hyphen (RFC 1035)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"repair", "destroy", "recheck", "retry", "resume", "cancel"})
    void theNameMustBeOne(String action) {
        assertThat(faults("{\"action\": \"" + action + "\", \"deployment\": \"Lab\"}"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.pointer()).isEqualTo("/deployment");
                    assertThat(fault.problem()).isEqualTo("is \"Lab\"");
                    assertThat(fault.expected()).startsWith("1 to 63 lower-case letters");
                });
    }

    @Test
    void aRepairMaySayAtWhichStagesToBegin() {
        assertThat(acceptedOfAnyKind(
                        "{\"action\": \"repair\", \"deployment\": \"lab\", \"stages\": [\"iap\", \"firewall\"]}"))
                .isEqualTo(new Request.Repair(
                        "lab", new TreeSet<>(List.of(new StageName("firewall"), new StageName("iap")))));
    }

    @Test
    void aRepairNamesStagesThatThereAre() {
        assertThat(faults("{\"action\": \"repair\", \"deployment\": \"lab\", \"stages\": [\"roof\"]}"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.pointer()).isEqualTo("/stages/0");
                    assertThat(fault.problem()).isEqualTo("is \"roof\"");
                    assertThat(fault.expected()).startsWith("one of the stages: firewall, ");
                });
    }

    @Test
    void aMuteSaysWhichControlUntilWhenAndWhy() {
        assertThat(acceptedOfAnyKind("{\"action\": \"mute\", \"deployment\": \"lab\", \"control\": \"firewall-open\","
                        + " \"until\": \"2026-12-01T00:00:00Z\", \"reason\": \"penetration test\"}"))
                .isEqualTo(new Request.Mute(
                        "lab", "firewall-open", "penetration test", Instant.parse("2026-12-01T00:00:00Z")));
    }

    /** A specification beside the name would be taken for one that counts. */
    @ParameterizedTest
    @ValueSource(strings = {"destroy", "recheck", "retry", "resume", "cancel"})
    void whatOnlyAProvisionMaySayIsUnknown(String action) {
        assertThat(faults("{\"action\": \"" + action + "\", \"deployment\": \"lab\", \"principals\": [\"allUsers\"]}"))
                .containsExactly(new Fault(
                        "/principals", "unknown member \"principals\"", "one of action, deployment, requestId, by"));
    }

    @Test
    void aPauseSaysWhyAndUntilWhen() {
        assertThat(acceptedOfAnyKind(pause("\"reason\": \"change freeze\"")))
                .isEqualTo(new Request.Pause("lab", "change freeze", Optional.empty()));
        assertThat(acceptedOfAnyKind(pause("\"reason\": \"x\", \"until\": \"2026-11-28T09:00:00+01:00\"")))
                .isEqualTo(new Request.Pause("lab", "x", Optional.of(Instant.parse("2026-11-28T08:00:00Z"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "colour": 1                              | /colour | unknown member "colour"       | one of action, deployment, reason, until, requestId, by
        "until": "2026-11-28T08:00:00Z"          | /reason | is missing                    | why, in 1 to 500 printable characters, the first and the last not blank
        "reason": ""                             | /reason | is an empty text              | why, in 1 to 500 printable characters, the first and the last not blank
        "reason": "a\\nb"                        | /reason | is "a\\u000ab"                | why, in 1 to 500 printable characters, the first and the last not blank
        "reason": 7                              | /reason | is 7                          | why, in 1 to 500 printable characters, the first and the last not blank
        "reason": "x", "until": "tomorrow"       | /until  | is "tomorrow"                 | a time as in 2026-11-28T08:00:00Z or 2026-11-28T09:00:00+01:00 (RFC 3339)
        "reason": "x", "until": "2026-11-28T08"  | /until  | is "2026-11-28T08"            | a time as in 2026-11-28T08:00:00Z or 2026-11-28T09:00:00+01:00 (RFC 3339)
        "reason": "x", "until": "2026-02-30T08:00:00Z" | /until | is "2026-02-30T08:00:00Z" | a time as in 2026-11-28T08:00:00Z or 2026-11-28T09:00:00+01:00 (RFC 3339)
        "reason": "x", "until": 1795852800       | /until  | is 1795852800                 | a time as in 2026-11-28T08:00:00Z (RFC 3339), from which on stages start again
        """)
    void aFaultyPauseIsToldWhatWouldBeRight(String members, String place, String problem, String expected) {
        assertThat(faults(pause(members))).contains(new Fault(place, problem, expected));
    }

    @Test
    void whatWouldProvisionRepairOrDestroyCanBePlanned() {
        assertThat(acceptedOfAnyKind(plan(lab())))
                .isEqualTo(new Request.Plan((ProvisionRequest) acceptedOfAnyKind(lab())));
        assertThat(acceptedOfAnyKind(plan(of("repair")))).isEqualTo(new Request.Plan(new Request.Repair("lab")));
        assertThat(acceptedOfAnyKind(plan(of("destroy")))).isEqualTo(new Request.Plan(new Request.Destroy("lab")));
        assertThat(acceptedOfAnyKind(apply(of("destroy"), "\"sha256:1f\"")))
                .isEqualTo(new Request.Apply(new Request.Destroy("lab"), "sha256:1f"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry", "plan", "recheck", "demolish"})
    void nothingElseCanBePlanned(String action) {
        assertThat(faults(plan(of(action))))
                .containsExactly(new Fault(
                        "/of/action",
                        "is \"" + action + "\"",
                        "one of the actions that can be planned: provision, repair, destroy"));
    }

    @Test
    void theRequestToPlanIsCheckedLikeTheRequestItself() {
        String faulty = smallest()
                .replace("\"user:alice@example.com\"", "\"user:alice@example.com\", \"USER:a\"")
                .replace("web-project", "W");

        assertThat(faults(plan(faulty)))
                .isEqualTo(faults(faulty).stream()
                        .map(fault -> fault.within("/of"))
                        .toList())
                .hasSize(2);
        assertThat(faults(plan(smallest().replace("\"user:alice@example.com\"", "\"user:a@b.cd\", \"user:a@b.cd\""))))
                .containsExactly(new Fault(
                        "/of/principals/1", "is \"user:a@b.cd\", as /of/principals/0 is already", "each entry once"));
    }

    @Test
    void aSecretInARequestToPlanIsNotShown() {
        String client = "{\"ownClient\": {\"clientId\": \"1-a.apps.googleusercontent.com\","
                + " \"clientSecret\": \"GOCSPX-very-secret\"}}";

        assertThat(faults(plan(labWith("/consent", client)))).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo("/of/consent/ownClient/clientSecret");
            assertThat(fault.toString()).doesNotContain("GOCSPX");
        });
    }

    @Test
    void aPlanToApplyIsNamedByItsDigest() {
        assertThat(faults("{\"action\": \"apply\", \"of\": " + of("repair") + "}"))
                .extracting(Fault::pointer, Fault::problem)
                .containsExactly(tuple("/plan", "is missing"));
        assertThat(faults(apply(of("repair"), "\"a b\"")))
                .containsExactly(
                        new Fault(
                                "/plan",
                                "is \"a b\"",
                                "the digest of the plan, as it was shown: 1 to 128 letters (A-Z a-z), digits, dots, underscores, colons and hyphens"));
    }

    @Test
    void whatIsMissingInAPlanIsMissed() {
        assertThat(faults("{\"action\": \"plan\"}"))
                .containsExactly(new Fault("/of", "is missing", "an object, in braces"));
        assertThat(faults("{\"action\": \"plan\", \"of\": {}}"))
                .extracting(Fault::pointer)
                .containsExactly("/of/action");
    }

    static Stream<String> everyForm() {
        return Stream.concat(
                NAMING_ONLY_THEIR_DEPLOYMENT.stream().map(request -> of(action(request))),
                Stream.of(
                        smallest().strip(),
                        pause("\"reason\": \"x\""),
                        plan(of("repair")),
                        apply(of("repair"), "\"1f\"")));
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void everyRequestMaySayUnderWhichIdAndByWhom(String request) {
        RequestReading reading = read(with(request, "\"requestId\": \"a.B_c:9-\", \"by\": \"Ålice (SRE)\""));

        assertThat(reading).isInstanceOf(RequestReading.Accepted.class);
        assertThat(reading.requestId()).contains("a.B_c:9-");
        assertThat(reading.by()).contains("Ålice (SRE)");
        assertThat(((RequestReading.Accepted) reading).digest())
                .as("who asks, and under which id, is not what is asked for")
                .isEqualTo(((RequestReading.Accepted) read(request)).digest());
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void aFaultyIdIsToldWhatWouldBeRight(String request) {
        RequestReading reading = read(with(request, "\"requestId\": \"a b\", \"by\": \"bob\""));

        assertThat(faults(reading))
                .containsExactly(new Fault(
                        "/requestId",
                        "is \"a b\"",
                        "1 to 64 letters (A-Z a-z), digits, dots, underscores, colons and hyphens"));
        assertThat(reading.requestId()).isEmpty();
        assertThat(reading.by()).contains("bob");
    }

    @Test
    void theOrderOfMembersMakesNoOtherRequest() {
        assertThat(digest("{\"action\": \"destroy\", \"deployment\": \"lab\"}"))
                .isEqualTo(digest("{\"deployment\": \"lab\", \"action\": \"destroy\"}"))
                .isNotEqualTo(digest("{\"deployment\": \"lab\", \"action\": \"repair\"}"));
    }

    private static String digest(String text) {
        return ((RequestReading.Accepted) read(text)).digest();
    }

    private static String action(Request request) {
        return request.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String of(String action) {
        return "{\"action\": \"" + action + "\", \"deployment\": \"lab\"}";
    }

    private static String pause(String members) {
        return with("{\"action\": \"pause\", \"deployment\": \"lab\"}", members);
    }

    private static String plan(String of) {
        return "{\"action\": \"plan\", \"of\": " + of + "}";
    }

    private static String apply(String of, String plan) {
        return "{\"action\": \"apply\", \"of\": " + of + ", \"plan\": " + plan + "}";
    }

    private static String with(String request, String members) {
        return request.substring(0, request.lastIndexOf('}')) + ", " + members + "}";
    }
}
