package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.deployment.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./sallyport plan}, {@code apply} and {@code recheck}, against a local cloud that runs. */
class PlanCommandTest {
    private static final String COMPUTE = "/compute/v1/projects/" + Lab.PROJECT + "/global/";

    @TempDir
    private Path folder;

    @Test
    void aFirstRequestIsPlannedAppliedAndThenHasNothingLeftToDo() throws IOException {
        try (Lab lab = Lab.open()) {
            String request = request(Lab.request());
            Path saved = folder.resolve("lab.plan");

            Shell plan = new Shell(folder);
            assertThat(plan.run("plan", "--save", saved.toString(), "--local", url(lab), request))
                    .isEqualTo(ExitCode.CHANGES_PENDING)
                    .isEqualTo(3);
            assertThat(plan.out())
                    .startsWith("Plan for lab in lab-project, which is new\n\n  firewall\n")
                    .contains(
                            "\n    + firewalls/allow-iap-traffic\n    - firewalls/default-allow-internal\n",
                            "\n    ~ backendServices/my-backend-service\n        iap.enabled  false -> true\n",
                            "\n10 to create, 1 to change, 1 to delete\n",
                            "\nWhat it means\n",
                            "\n  * 3 VMs start in us-central1-b, us-central1-c, us-central1-f.\n");
            assertThat(lab.house().deployments().all()).isEmpty();

            Shell apply = new Shell(folder);
            assertThat(apply.run("apply", "--local", url(lab), saved.toString()))
                    .isEqualTo(ExitCode.PROTECTED);
            assertThat(apply.out()).contains("Protected after ", "What was proven");

            Shell again = new Shell(folder);
            assertThat(again.run("plan", "--local", url(lab), request)).isEqualTo(0);
            assertThat(again.out())
                    .matches("Plan for lab in lab-project, at generation 1\n\nNothing to do; [0-9]+ left alone\n");

            Shell twice = new Shell(folder);
            assertThat(twice.run("apply", "--local", url(lab), saved.toString()))
                    .isEqualTo(ExitCode.BAD_INPUT);
            assertThat(twice.err()).contains("the plan does not hold any more");
        }
    }

    @Test
    void ofANameTheDriftIsShownOrWhatDestroyWouldDo() throws IOException {
        try (Lab lab = Lab.open()) {
            lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);
            change(lab, "backendServices/my-backend-service", "{\"iap\": {\"enabled\": false}}");
            Map<String, String> before = lab.inventory().take();

            Shell drift = new Shell(folder);
            assertThat(drift.run("plan", "--local", url(lab), "lab")).isEqualTo(ExitCode.CHANGES_PENDING);
            assertThat(drift.out())
                    .contains(
                            "\n  iap\n    ~ backendServices/my-backend-service\n        iap.enabled  false -> true\n",
                            "\n1 to change; 12 left alone\n",
                            "\n  ! Identity-Aware Proxy is switched on again; until then the application answers"
                                    + " anybody.\n");

            Shell json = new Shell(folder);
            assertThat(json.run("plan", "--json", "--destroy", "--local", url(lab), "lab"))
                    .isEqualTo(ExitCode.CHANGES_PENDING);
            JsonNode destroy = new ObjectMapper().readTree(json.out());
            assertThat(destroy.path("direction").asText()).isEqualTo("destroy");
            assertThat(destroy.at("/stages/0/stage").asText()).isEqualTo("verify");

            Shell recheck = new Shell(folder);
            assertThat(recheck.run("recheck", "--local", url(lab), "lab")).isEqualTo(ExitCode.CHANGES_PENDING);
            assertThat(recheck.out())
                    .startsWith("Recheck of lab in lab-project, at generation 1\n")
                    .contains("iap.enabled  false -> true", "\nWhat the proof's checks see\n");
            assertThat(lab.inventory().take()).containsExactlyEntriesOf(before);
        }
    }

    @Test
    void whereAStageWouldFailThatIsSaidAndNotWhatComesAfterIt() throws IOException {
        try (Lab lab = Lab.open()) {
            ObjectNode wanted = Lab.request().deepCopy();
            wanted.putObject("certificate").putObject("existing").put("name", "not-there");

            Shell plan = new Shell(folder);
            assertThat(plan.run("plan", "--local", url(lab), request(wanted))).isEqualTo(ExitCode.FAILED);
            assertThat(plan.out())
                    .contains(
                            "\n  certificate\n    x would fail: The request names the certificate not-there, which"
                                    + " project lab-project does not have\n      What to do: Upload it",
                            "\n  frontend\n    ? not known until certificate can be done\n",
                            "; a stage would fail");
        }
    }

    @Test
    void whatCannotBePlannedIsNamed() throws IOException {
        try (Lab lab = Lab.open()) {
            assertRefused(lab, "lap: there is no such deployment in lab-project", "plan", "lap");
            assertRefused(lab, "lap: there is no such deployment in lab-project", "recheck", "lap");
            assertRefused(lab, "no-such.json: there is no such file", "plan", "no-such.json");
            assertRefused(lab, "no-such.plan: there is no such file", "apply", "no-such.plan");
            assertRefused(lab, "is no plan", "apply", request(Lab.request()));
            assertRefused(lab, "asks for nothing that could be planned", "plan", request(Lab.of("lab", "recheck")));
            ObjectNode faulty = Lab.request().deepCopy();
            faulty.put("region", "atlantis");
            assertRefused(lab, " /region: ", "plan", request(faulty));
        }
    }

    private void assertRefused(Lab lab, String message, String command, String argument) {
        Shell shell = new Shell(folder);
        assertThat(shell.run(command, "--local", url(lab), argument)).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err()).contains(message);
        assertThat(shell.out()).isEmpty();
    }

    private String request(JsonNode content) throws IOException {
        Path file = folder.resolve("request.json");
        Files.writeString(file, content.toString());
        return file.toString();
    }

    private static String url(Lab lab) {
        return "http://" + lab.house().apiEndpoint();
    }

    private static void change(Lab lab, String resource, String body) {
        JsonNode operation = lab.api().json(lab.api().send("PATCH", COMPUTE + resource, body));
        Awaitility.await("the end of a change of " + resource)
                .atMost(Duration.ofSeconds(60))
                .until(() -> lab.api()
                        .json(lab.api()
                                .get(COMPUTE + "operations/"
                                        + operation.path("name").asText()))
                        .path("status")
                        .asText()
                        .equals("DONE"));
    }
}
