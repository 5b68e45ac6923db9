package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Event;
import dev.sallyport.deployment.Phase;
import dev.sallyport.deployment.StageRecord;
import dev.sallyport.deployment.StageState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./sallyport} pause, resume, cancel and retry, against a local cloud that runs. */
class SteeringTest {
    private static final Predicate<Deployment> NOTHING_STARTS = deployment -> deployment.stages().values().stream()
            .map(StageRecord::state)
            .allMatch(state -> state == StageState.READY || state == StageState.PENDING);

    @TempDir
    private Path folder;

    @Test
    void aDeploymentIsPausedCancelledAndResumed() throws IOException {
        try (Lab lab = Lab.open()) {
            lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);

            Shell pause = run(lab, "pause", "--reason", "change freeze", "--by", "alice");
            assertThat(pause.out()).isEqualTo("lab (protected): paused by alice: change freeze\n");
            lab.askUntil("repair", NOTHING_STARTS);

            Shell cancel = run(lab, "cancel", "--json");
            JsonNode cancelled = new ObjectMapper().readTree(cancel.out());
            assertThat(cancelled.path("phase").asText()).isEqualTo("CANCELLED");
            assertThat(cancelled.path("pause").path("reason").asText()).isEqualTo("change freeze");
            assertThat(cancelled.path("stages").path("firewall").path("state").asText())
                    .isEqualTo("SKIPPED");
            assertThat(cancel.err())
                    .contains("Cancelled after ", "no stage was done before; repair or destroy goes on");

            Shell retry = new Shell(folder);
            assertThat(retry.run("retry", "lab", "--local", url(lab))).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(retry.err())
                    .contains("the request was refused: generation 2 of lab was cancelled", "ask for a repair");

            Deployment waiting = lab.askUntil("repair", NOTHING_STARTS);
            assertThat(run(lab, "resume").out()).startsWith("lab (provisioning): the pause is over");
            lab.await(waiting.acceptedRequest(), at -> at.phase() == Phase.PROTECTED);
        }
    }

    /** Nobody resumes it: the sweep does, by its schedule. */
    @Test
    void aPauseEndsByItselfWhenItsTimeHasCome() {
        try (Lab lab = Lab.open()) {
            lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);
            assertThat(run(lab, "pause", "--reason", "maintenance", "--for", "2h")
                            .out())
                    .contains("paused by " + System.getProperty("user.name") + " until 2");
            Deployment waiting = lab.askUntil("repair", NOTHING_STARTS);

            lab.advance(Duration.ofSeconds(7201));

            lab.await(waiting.acceptedRequest(), at -> at.phase() == Phase.PROTECTED);
            assertThat(lab.house().deployments().events("lab"))
                    .filteredOn(event -> event.kind() == Event.Kind.RESUMED)
                    .singleElement()
                    .satisfies(event -> assertThat(event.text()).startsWith("the pause was to last until"));
        }
    }

    @Test
    void aRetryGoesOnAtTheStageThatFailed() {
        try (Lab lab = Lab.open()) {
            lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);
            lab.api()
                    .json(lab.api()
                            .send("POST", "/compute/v1/projects/" + Lab.PROJECT + "/global/urlMaps", """
                            {"name": "their-map",
                             "defaultService": "projects/%s/global/backendServices/my-backend-service"}
                            """.formatted(
                                            Lab.PROJECT)));
            Deployment failed = lab.askUntil("destroy", at -> at.phase() == Phase.FAILED);
            String global = "/compute/v1/projects/" + Lab.PROJECT + "/global/";
            String operation = lab.api()
                    .json(lab.api().send("DELETE", global + "urlMaps/their-map", ""))
                    .path("name")
                    .asText();
            lab.api().json(lab.api().send("POST", global + "operations/" + operation + "/wait", ""));

            Shell retry = run(lab, "retry");

            Deployment destroyed = lab.house().deployments().find("lab").orElseThrow();
            assertThat(retry.out()).contains("Destroyed after ");
            assertThat(destroyed.phase()).isEqualTo(Phase.DESTROYED);
            assertThat(destroyed.generation()).isEqualTo(failed.generation());
            assertThat(destroyed.stage(new StageName("verify")))
                    .as("what was done is left alone")
                    .isEqualTo(failed.stage(new StageName("verify")));
        }
    }

    @Test
    void whereNothingIsUnderWayNothingIsCancelledAndNothingRetried() {
        try (Lab lab = Lab.open()) {
            lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);

            for (String[] verb : new String[][] {
                {"cancel", "nothing of lab is under way: it is PROTECTED"},
                {"retry", "no stage of lab has failed: it is PROTECTED"},
                {"resume", "the deployment lab is not paused"}
            }) {
                Shell shell = new Shell(folder);
                assertThat(shell.run(verb[0], "lab", "--local", url(lab))).isEqualTo(ExitCode.BAD_INPUT);
                assertThat(shell.err()).contains("the request was refused: " + verb[1]);
            }
        }
    }

    private Shell run(Lab lab, String verb, String... options) {
        String[] arguments = new String[options.length + 4];
        arguments[0] = verb;
        System.arraycopy(options, 0, arguments, 1, options.length);
        arguments[options.length + 1] = "lab";
        arguments[options.length + 2] = "--local";
        arguments[options.length + 3] = url(lab);
        Shell shell = new Shell(folder);
        assertThat(shell.run(arguments)).as(shell.out() + shell.err()).isEqualTo(ExitCode.ENDED);
        return shell;
    }

    private static String url(Lab lab) {
        return "http://" + lab.house().apiEndpoint();
    }
}
