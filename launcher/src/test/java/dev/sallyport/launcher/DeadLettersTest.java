package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.deployment.DeadLetterStore.Kept;
import dev.sallyport.deployment.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./sallyport dead-letters}, of messages that the functions themselves have put aside. */
class DeadLettersTest {
    private static final String REQUESTS = "sallyport-requests";
    private static final String LETTERS = "sallyport-dead-letters";

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

    @Test
    void aRefusedRequestIsListedAndAcceptedWhenItIsReplayedOnceItCan() throws IOException {
        String request = "{\"action\": \"repair\", \"deployment\": \"lab\"}";
        lab.api().publish(Lab.PROJECT, REQUESTS, request);
        Kept letter = letter(request);

        assertThat(printed("dead-letters"))
                .contains(
                        letter.letter().id() + "  20",
                        "  from intake  about lab\n  reason   there is no deployment lab");
        lab.provisionUntil(at -> true);
        assertThat(printed("dead-letters", "replay", id(letter)))
                .matches("letter " + id(letter) + ": replayed at 20.*Z on sallyport-requests as message \\d+\n");

        Awaitility.await("the repair")
                .atMost(Duration.ofSeconds(60))
                .until(() -> lab.house()
                        .deployments()
                        .find("lab")
                        .filter(at -> at.generation() == 2)
                        .isPresent());
        JsonNode listed = listed(id(letter));
        assertThat(listed.path("source").asText()).isEqualTo("intake");
        assertThat(listed.path("deployment").asText()).isEqualTo("lab");
        assertThat(new String(listed.path("data").binaryValue(), StandardCharsets.UTF_8))
                .isEqualTo(request);
        String replayed = listed.path("outcome").asText().replaceFirst(".* as message ", "");
        assertThat(lab.house()
                        .deployments()
                        .answer("lab", replayed)
                        .orElseThrow()
                        .kind())
                .isEqualTo(Event.Kind.ACCEPTED);
    }

    @Test
    void aStagesMessageGoesToItsStageAgain() {
        lab.api().publish(Lab.PROJECT, "sallyport-firewall", "no message for a stage");
        Kept letter = letter("no message for a stage");

        assertThat(printed("dead-letters", "replay", id(letter))).contains(" on sallyport-firewall as message ");

        Awaitility.await("the stage puts it aside once more")
                .atMost(Duration.ofSeconds(30))
                .until(() -> letters("no message for a stage").size() == 2);
        assertThat(letters("no message for a stage"))
                .extracting(kept -> kept.letter().source())
                .containsOnly("firewall");
    }

    @Test
    void aLetterOfWhichOnlyTheBeginningWasKeptCannotBeReplayed() {
        String request = "x".repeat(300_000);
        lab.api().publish(Lab.PROJECT, REQUESTS, request);
        Kept letter = letter(request.substring(0, 256 * 1024));

        assertThat(refused("dead-letters", "replay", id(letter)))
                .contains(id(letter) + ": it was too long, and only its beginning was kept");
        assertThat(lab.house().deadLetters().find(id(letter)).orElseThrow().outcome())
                .isEmpty();
    }

    @Test
    void aLetterFromNobodyKnowsWhereCannotBeReplayed() {
        lab.api().publish(Lab.PROJECT, LETTERS, "a stranger's");

        assertThat(refused("dead-letters", "replay", id(letter("a stranger's"))))
                .contains("it comes from nobody knows where, so there is no topic to replay it on");
    }

    @Test
    void aLetterThatIsDroppedIsGone() {
        lab.api().publish(Lab.PROJECT, LETTERS, "to be dropped");
        Kept letter = letter("to be dropped");

        assertThat(printed("dead-letters", "drop", id(letter))).isEqualTo("letter " + id(letter) + ": dropped\n");

        assertThat(lab.house().deadLetters().find(id(letter))).isEmpty();
        assertThat(refused("dead-letters", "drop", id(letter)))
                .contains(id(letter) + ": there is no such dead letter in lab-project");
    }

    @Test
    void whatIsNoLetterAndWhatIsNoVerbIsNamed() {
        assertThat(refused("dead-letters", "replay", "a/b")).contains("a/b: there is no such dead letter");
        assertThat(refused("dead-letters", "replay")).contains("replay: it does not say which letter");
        assertThat(refused("dead-letters", "list", "7")).contains("list 7: it lists all letters");
        assertThat(refused("dead-letters", "burn", "7")).contains("'burn' (expected: list, replay ID or drop ID)");
    }

    @Test
    void whereNoCloudIsThatIsSaid() {
        Shell shell = new Shell(folder);

        assertThat(shell.run("dead-letters", "--local", "http://127.0.0.1:9")).isEqualTo(ExitCode.NO_CLOUD);
        assertThat(shell.err()).contains("port 9 on 127.0.0.1: no local cloud answers there");
    }

    private static Kept letter(String data) {
        return Awaitility.await("the letter")
                .atMost(Duration.ofSeconds(30))
                .until(() -> letters(data), found -> !found.isEmpty())
                .get(0);
    }

    private static List<Kept> letters(String data) {
        return lab.house().deadLetters().all().stream()
                .filter(kept -> kept.letter().data().toStringUtf8().equals(data))
                .toList();
    }

    @Test
    void whatTellsOfNoDeploymentIsALetterOfTheFunctionThatFollowsRuns() {
        String nameless = "{\"generation\": 1, \"direction\": \"provision\"}";
        String misnamed = "{\"deployment\": \" \", \"generation\": 1, \"direction\": \"provision\"}";
        lab.api().publish(Lab.PROJECT, "sallyport-lifecycle", nameless);
        lab.api().publish(Lab.PROJECT, "sallyport-lifecycle", misnamed);

        assertThat(letter(nameless).letter().source()).isEqualTo("compliance-follow");
        assertThat(letter(nameless).letter().reason()).contains("has other members than expected");
        assertThat(letter(misnamed).letter().reason()).contains("deployment is \" \" (expected: a deployment's name)");
    }

    private static String id(Kept letter) {
        return letter.letter().id();
    }

    private JsonNode listed(String id) throws IOException {
        for (JsonNode letter : new ObjectMapper().readTree(printed("dead-letters", "list", "--json"))) {
            if (letter.path("id").asText().equals(id)) {
                return letter;
            }
        }
        throw new AssertionError("letter " + id + " is not listed");
    }

    private String printed(String... line) {
        Shell shell = shell();
        assertThat(shell.run(line)).as(shell.err()).isZero();
        return shell.out();
    }

    private String refused(String... line) {
        Shell shell = shell();
        assertThat(shell.run(line)).as(shell.out()).isEqualTo(ExitCode.BAD_INPUT);
        return shell.err();
    }

    private Shell shell() {
        return new Shell(folder).export("SALLYPORT_API_ENDPOINT", lab.house().apiEndpoint());
    }
}
