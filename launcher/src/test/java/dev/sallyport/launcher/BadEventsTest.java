package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.sallyport.deployment.DeadLetter;
import dev.sallyport.deployment.DeadLetterStore;
import dev.sallyport.local.functions.FunctionSpec;
import dev.sallyport.local.functions.FunctionsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is delivered to a function is acknowledged, for no later delivery would be any better: it is put aside or let go.
 * {@code -Dsallyport.fuzz.events=N} delivers so many random events to each instead of a few, {@code -Dsallyport.fuzz.seed=N}
 * others.
 */
class BadEventsTest {
    private static final int EVENTS = Integer.getInteger("sallyport.fuzz.events", 5);
    private static final long SEED = Long.getLong("sallyport.fuzz.seed", 1);

    private static Lab lab;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        lab = Lab.open();
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void noFunctionGivesBackWhatItCanNeverUnderstand(String function) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<BadEvent> events = new ArrayList<>(BadEvent.known());
        Stream.generate(() -> BadEvent.random(random)).limit(EVENTS).forEach(events::add);

        assertThat(events.stream()
                        .filter(event -> deliver(function, event) != 200)
                        .map(BadEvent::name))
                .as("given back by %s", function)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("readers")
    void whatSaysNothingThatCanBeUnderstoodIsKeptWithTheReason(String function) {
        ByteString gibberish = ByteString.copyFromUtf8("gibberish for " + function);

        assertThat(lab.deliver(function, Base64.getEncoder().encodeToString(gibberish.toByteArray()), "7"))
                .isEqualTo(200);

        assertThat(Awaitility.await("the letter")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> letter(gibberish), Optional::isPresent)
                        .orElseThrow()
                        .reason())
                .isNotBlank();
    }

    /** Eventarc sends the headers of an event always; whatever comes without them is not from there. */
    @ParameterizedTest
    @MethodSource("functions")
    void whatIsNoEventIsRefusedAndTheNextEventIsTaken(String function) {
        Trigger trigger = new Trigger(lab.house().functions().get(function), "sallyport-" + function);
        byte[] event = BadEvent.stage("nobody");

        for (String header : List.of("ce-id", "ce-specversion", "ce-source", "ce-type")) {
            Map<String, String> headers = new HashMap<>(trigger.headers());
            headers.remove(header);
            assertThat(trigger.deliver(event, headers)).as("without %s", header).isBetween(400, 599);
            headers.put(header, " ");
            assertThat(trigger.deliver(event, headers))
                    .as("with an empty %s", header)
                    .isBetween(400, 599);
        }
        assertThat(trigger.deliver(event, Map.of())).as("without headers").isBetween(400, 599);

        assertThat(trigger.deliver(event)).isEqualTo(200);
    }

    private static Optional<DeadLetter> letter(ByteString data) {
        return lab.house().deadLetters().all().stream()
                .map(DeadLetterStore.Kept::letter)
                .filter(letter -> letter.data().equals(data))
                .findFirst();
    }

    /** Each hides what is after it, if anything does. */
    @Test
    void damagedDocumentsHoldUpNoScheduleAndNoLook() {
        document(
                "deployments/broken",
                "{\"phase\": {\"stringValue\": \"PROVISIONING\"}, \"project\": {\"integerValue\": 7}}");
        document("compliance/broken", "{\"record\": {\"integerValue\": 7}}");
        document("deadLetters/broken", "{\"undecided\": {\"booleanValue\": true}, \"at\": {\"stringValue\": \"now\"}}");
        document(
                "deadLetters/lost",
                "{\"undecided\": {\"booleanValue\": true}, \"at\": {\"timestampValue\": \"2026-11-28T10:00:00Z\"},"
                        + " \"reason\": {\"stringValue\": \"given up\"}, \"source\": {\"stringValue\": \"iap\"},"
                        + " \"data\": {\"bytesValue\": \"e30=\"}, \"whole\": {\"booleanValue\": true},"
                        + " \"deployment\": {\"stringValue\": \"broken\"}, \"stage\": {\"stringValue\": \"iap\"},"
                        + " \"generation\": {\"integerValue\": 1}}");

        for (String function : List.of("sweep", "compliance")) {
            assertThat(lab.deliver(function, "e30=", "tick")).as(function).isEqualTo(200);
        }
        assertThat(lab.house().deadLetters().find("lost").orElseThrow().outcome())
                .hasValueSatisfying(
                        outcome -> assertThat(outcome).contains("cannot be understood: deployments/broken."));
        for (List<String> look : List.of(List.of("list"), List.of("dead-letters", "list"), List.of("compliance"))) {
            Shell shell = shell();
            assertThat(shell.run(look.toArray(String[]::new)))
                    .as("%s: %s", look, shell.err())
                    .isZero();
        }
        Shell status = shell();
        assertThat(status.run("status", "broken")).isNotZero();
        assertThat(status.err()).contains("deployments/broken").doesNotContain("\tat ");
    }

    static Stream<String> functions() {
        return FunctionsFile.read(Checkout.root().resolve("infra/functions.yaml")).functions().stream()
                .filter(function -> function.trigger() instanceof FunctionSpec.Topic)
                .map(FunctionSpec::name);
    }

    /**
     * A schedule's message says nothing, and what is put aside already is kept as it is. Of those who hear the same news one keeps
     * what nobody understands.
     */
    static Stream<String> readers() {
        return functions()
                .filter(function ->
                        !List.of("sweep", "compliance", "dead-letters").contains(function))
                .filter(function -> !function.startsWith("notify-"));
    }

    private static int deliver(String function, BadEvent event) {
        return new Trigger(lab.house().functions().get(function), "sallyport-" + function).deliver(event.body());
    }

    private static void document(String path, String fields) {
        String name = "/v1/projects/" + Lab.PROJECT + "/databases/(default)/documents/" + path;
        lab.api().json(lab.api().send("PATCH", name, "{\"fields\": " + fields + "}"));
    }

    private Shell shell() {
        return new Shell(folder).export("SALLYPORT_API_ENDPOINT", lab.house().apiEndpoint());
    }
}
