package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code status}, {@code list}, {@code events} and {@code explain}, of a lab whose first stage has failed. */
class LookTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Lab lab;
    private static Deployment failed;

    @TempDir
    private Path folder;

    @BeforeAll
    static void aForeignRuleHasTheNameOfOurs() {
        lab = Lab.open();
        lab.api().json(lab.api().send("POST", "/compute/v1/projects/lab-project/global/firewalls", """
                        {"name": "allow-iap-traffic", "sourceRanges": ["10.0.0.0/8"],
                         "allowed": [{"IPProtocol": "tcp", "ports": ["80"]}]}
                        """));
        failed = lab.provisionUntil(at -> at.phase() == Phase.FAILED);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @Test
    void statusDrawsTheStagesAndSaysWhoAskedWhatFailedAndWhatToDo() {
        assertThat(printed("status", "lab"))
                .startsWith("lab in lab-project, generation 1: failed, ")
                .contains(
                        "  x firewall ",
                        "  + instance-template ",
                        " waits for firewall",
                        "Asked for  by message " + failed.acceptedRequest() + " at 20",
                        "firewall: ",
                        "What to do: ",
                        "Next       do what the failed stage says, then ./sallyport retry lab");
    }

    @Test
    void statusForProgramsHasTheSameAndTheStages() throws IOException {
        JsonNode status = JSON.readTree(printed("status", "--json", "lab"));

        assertThat(status.path("phase").asText()).isEqualTo("FAILED");
        assertThat(status.path("by").asText()).isEqualTo("message " + failed.acceptedRequest());
        assertThat(status.at("/stages/firewall/error/message").asText()).contains("allow-iap-traffic");
        assertThat(status.path("next").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "list"})
    void allDeploymentsAreATableOfALineEach(String command) throws IOException {
        assertThat(printed(command).lines())
                .hasSize(2)
                .first()
                .asString()
                .matches("NAME +PROJECT +PHASE +GENERATION +SINCE +URL");
        assertThat(printed(command).lines().skip(1))
                .allMatch(line -> line.matches("lab +lab-project +failed +1 +20.*Z"));
        JsonNode list = JSON.readTree(printed(command, "--json"));
        assertThat(list).hasSize(1);
        assertThat(list.at("/0/deployment").asText()).isEqualTo("lab");
        assertThat(list.at("/0/phase").asText()).isEqualTo("FAILED");
        assertThat(list.at("/0/generation").asInt()).isEqualTo(1);
    }

    @Test
    void eventsAreALineEachOldestFirst() throws IOException {
        List<String> lines = printed("events", "lab").lines().toList();
        List<JsonNode> events = new ArrayList<>();
        for (String line : printed("events", "--json", "lab").lines().toList()) {
            events.add(JSON.readTree(line));
        }

        assertThat(lines)
                .hasSameSizeAs(events)
                .first()
                .asString()
                .contains("  g1   intake             accepted   request accepted as generation 1 (message ");
        assertThat(events).extracting(event -> event.path("at").asText()).isSorted();
        assertThat(events)
                .extracting(event -> event.path("kind").asText())
                .contains("ACCEPTED", "STARTED", "DONE", "FAILED");
    }

    @Test
    void eventsCanBeginLater() {
        assertThat(printed("events", "--since", "2h", "lab")).isEqualTo(printed("events", "lab"));
        assertThat(printed("events", "--since", "2126-11-27T08:00:00Z", "lab")).isEmpty();
        assertThat(printed("events", "--since", failed.updated().toString(), "lab")
                        .lines())
                .hasSizeGreaterThan(0)
                .hasSizeLessThan((int) printed("events", "lab").lines().count());
    }

    @Test
    void followedEventsArePrintedOnceUntilCtrlC() throws Exception {
        lab.house().publish(Lab.of("other", "repair"));
        // Refused, for there is no such deployment; but that it was asked for is an event.
        Awaitility.await("the refusal")
                .atMost(Duration.ofSeconds(30))
                .until(() -> !lab.house().deployments().events("other").isEmpty());
        Shell shell = new Shell(folder);
        CompletableFuture<Integer> followed =
                CompletableFuture.supplyAsync(() -> shell.run("events", "--follow", "other", "--local", url()));
        Awaitility.await("the first event")
                .atMost(Duration.ofSeconds(30))
                .until(() -> shell.out().lines().count() == 1);
        lab.house().publish(Lab.of("other", "destroy"));
        Awaitility.await("the second event")
                .atMost(Duration.ofSeconds(30))
                .until(() -> shell.out().lines().count() == 2);

        shell.pressCtrlC();

        assertThat(followed.get(10, TimeUnit.SECONDS)).isEqualTo(ExitCode.ENDED);
        assertThat(shell.out().lines()).hasSize(2).allMatch(line -> line.contains("refused"));
    }

    @Test
    void explainSaysOfEachStageThatIsNotDoneWhatKeepsIt() throws IOException {
        assertThat(printed("explain", "lab").lines())
                .contains(printed("explain", "lab", "iap").strip())
                .anyMatch(line -> line.startsWith("firewall is not running, for it has failed at "))
                .noneMatch(line -> line.startsWith("instance-template "));
        assertThat(printed("explain", "lab", "iap"))
                .startsWith("iap is not running, for it comes after firewall, which has failed (");
        assertThat(JSON.readTree(printed("explain", "--json", "lab", "frontend"))
                        .at("/0/explanation")
                        .asText())
                .isEqualTo(printed("explain", "lab", "frontend").strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "events", "explain"})
    void aDeploymentThatIsNotThereIsNamedWithThoseThatAre(String command) {
        Shell shell = new Shell(folder);

        assertThat(shell.run(command, "lap", "--local", url())).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err()).contains("lap: there is no such deployment in lab-project (expected: one of lab)");
    }

    @Test
    void aStageThatIsNotThereIsNamedWithThoseThatAre() {
        Shell shell = new Shell(folder);

        assertThat(shell.run("explain", "lab", "paint", "--local", url())).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err()).contains("paint: there is no such stage (expected: one of firewall, ");
    }

    @Test
    void aTimeThatIsNoneIsNamed() {
        Shell shell = new Shell(folder);

        assertThat(shell.run("events", "--since", "yesterday", "lab", "--local", url()))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err())
                .contains(
                        "'yesterday' (expected: a time such as 2026-11-27T08:00:00Z, or how long ago, such as 10m or 2h)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "list", "events lab", "explain lab"})
    void whereNoCloudIsThatIsSaid(String line) {
        Shell shell = new Shell(folder);
        List<String> arguments = new ArrayList<>(List.of(line.split(" ")));
        arguments.addAll(List.of("--local", "http://127.0.0.1:9"));

        assertThat(shell.run(arguments.toArray(String[]::new))).isEqualTo(ExitCode.NO_CLOUD);
        assertThat(shell.err()).contains("port 9 on 127.0.0.1: no local cloud answers there");
    }

    private String printed(String... line) {
        Shell shell =
                new Shell(folder).export("SALLYPORT_API_ENDPOINT", lab.house().apiEndpoint());
        assertThat(shell.run(line)).as(shell.err()).isZero();
        return shell.out();
    }

    private static String url() {
        return "http://" + lab.house().apiEndpoint();
    }
}
