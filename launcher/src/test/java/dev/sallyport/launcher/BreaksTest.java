package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Event;
import dev.sallyport.deployment.Phase;
import dev.sallyport.finding.Compliance;
import dev.sallyport.finding.Control;
import dev.sallyport.finding.Controls;
import dev.sallyport.finding.Finding;
import dev.sallyport.local.watch.ExposureWatch;
import dev.sallyport.local.watch.Timeline;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever somebody careless breaks is found by the next tick, and nothing else; what is Sallyport's is repaired, and the
 * repair lets nobody in.
 */
class BreaksTest {
    private static Lab lab;
    private static Hands hands;
    private static KnownFindings findings;
    private static int ticks;

    @BeforeAll
    static void open() {
        // Nothing but the ticks of the test asks for checks, so that no half of a break is looked at.
        lab = Lab.alone().without("compliance").without("compliance-watch");
        hands = new Hands(lab);
        findings = new KnownFindings(lab);
        hands.request(request -> {});
        assertThat(findings.await(known -> known.checked().isPresent()).open()).isEmpty();
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    /** One that is not mended would be found beside each of the others. */
    @BeforeEach
    void nothingIsBroken() {
        assertThat(findings.known().orElseThrow().open()).isEmpty();
    }

    @Test
    void everyControlHasABreak() {
        assertThat(Breaks.all().map(Break::control).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Controls.all().stream().map(Control::id).toList());
    }

    @Test
    void theDocumentationSaysOfEachWhatFindsAndMendsIt() throws IOException {
        List<String> lines = Files.readAllLines(Checkout.root().resolve("docs/operations.md"));

        assertThat(Breaks.all())
                .allSatisfy(what -> assertThat(lines)
                        .filteredOn(line -> line.startsWith("| " + what.control() + " | "))
                        .singleElement()
                        .asString()
                        .contains(what.told())
                        .containsAnyOf(" | " + what.stage().orElse("a person"), " | the stage that makes it |"));
    }

    static Stream<Break> breaks() {
        return Breaks.all();
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void whatIsBrokenIsFoundAndMendedAndNobodyIsLetInByThat(Break what) {
        Instant broken = now();
        try (ExposureWatch watch = lab.house().watchExposure()) {
            what.hands().accept(hands);
            tick();

            Finding found = found(what, broken);
            Instant mended = mended(what, found);

            assertServedOnlyBy(what, broken, mended, watch.end());
        }
        assertThat(happened(broken))
                .containsExactly(
                        Event.Kind.FINDING, what.stage().isPresent() ? Event.Kind.REPAIRED : Event.Kind.FINDING);
        assertThat(planned()).isEqualTo("nothing-to-do");
    }

    private static Finding found(Break what, Instant broken) {
        Compliance known = findings.await(seen -> !since(seen, broken).isEmpty());
        assertThat(since(known, broken))
                .singleElement()
                .satisfies(finding -> assertThat(what.is(finding.last()))
                        .as("%s", finding.last())
                        .isTrue());
        return since(known, broken).get(0);
    }

    /** Returns when it was put right. */
    private static Instant mended(Break what, Finding found) {
        if (what.mending() instanceof Break.Mending.ByHand byHand) {
            assertThat(found.repairs()).isEmpty();
            byHand.hands().accept(hands);
            Instant mended = now();
            tick();
            assertThat(findings.await(known -> known.open().isEmpty())
                            .closed()
                            .get(0)
                            .key())
                    .isEqualTo(found.key());
            return mended;
        }
        Compliance known = findings.await(seen -> seen.open().isEmpty()
                && seen.closed().stream().anyMatch(finding -> finding.opened().equals(found.opened())));
        assertThat(since(known, found.opened())).hasSize(1);
        assertThat(known.closed().get(0).timeToRepair()).isPresent();
        Deployment repaired = lab.house().deployment("lab");
        assertThat(repaired.phase()).isEqualTo(Phase.PROTECTED);
        return repaired.stage(new StageName(what.stage().orElseThrow()))
                .finished()
                .orElseThrow();
    }

    private static void assertServedOnlyBy(Break what, Instant broken, Instant mended, Timeline timeline) {
        assertThat(timeline.troubles()).isEmpty();
        assertThat(timeline.attempts()).isPositive();
        assertThat(timeline.courses())
                .allSatisfy(course -> course.spans().stream()
                        .filter(span -> span.answer().isTheApplications())
                        .forEach(span -> {
                            assertThat(what.opens())
                                    .as("%s is a way that the break opens", course.attempt())
                                    .anyMatch(kind ->
                                            kind.isInstance(course.attempt().way()));
                            assertThat(span.first()).isAfterOrEqualTo(broken);
                            assertThat(span.last()).isBeforeOrEqualTo(mended);
                        }));
    }

    private static List<Finding> since(Compliance known, Instant since) {
        return Stream.concat(known.open().stream(), known.closed().stream())
                .filter(finding -> !finding.opened().isBefore(since))
                .toList();
    }

    private static void tick() {
        String data = Base64.getEncoder().encodeToString("{}".getBytes(StandardCharsets.UTF_8));
        assertThat(lab.deliver("compliance", data, "tick-" + ++ticks)).isEqualTo(200);
    }

    private static List<Event.Kind> happened(Instant since) {
        return lab.house().deployments().events("lab", since).stream()
                .map(Event::kind)
                .filter(kind -> kind == Event.Kind.FINDING || kind == Event.Kind.REPAIRED)
                .toList();
    }

    /** The verdict on what a repair would still do. */
    private static String planned() {
        ObjectNode request = Lab.of("lab", "plan").deepCopy();
        request.remove("deployment");
        request.set("of", Lab.of("lab", "repair"));
        String plan = "/v1/projects/" + Lab.PROJECT + "/databases/(default)/documents/deployments/lab/plans/"
                + lab.house().publish(request);
        HttpResponse<String> kept = Awaitility.await("the plan")
                .atMost(Duration.ofSeconds(90))
                .until(() -> lab.api().get(plan), answer -> answer.statusCode() == 200);
        JsonNode document = lab.api().json(kept);
        try {
            return new ObjectMapper()
                    .readTree(document.at("/fields/plan/stringValue").asText())
                    .path("verdict")
                    .asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError(document.toString(), e);
        }
    }

    private static Instant now() {
        return lab.house().time().instant();
    }
}
