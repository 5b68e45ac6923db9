package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.deployment.Phase;
import dev.sallyport.finding.Compliance;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code compliance}, of a lab to which somebody has made a way past IAP, and before that. */
class ComplianceCommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String SIDE_DOOR = """
            {"name": "side-door", "protocol": "HTTP", "loadBalancingScheme": "EXTERNAL_MANAGED",
             "healthChecks": ["projects/lab-project/global/healthChecks/my-health-check"],
             "backends": [{"group": "projects/lab-project/regions/us-central1/instanceGroups/my-managed-instance-group"}]}
            """;

    @TempDir
    private static Path folder;

    private static Lab lab;
    private static int healthy;
    private static String printedWhenHealthy;

    @BeforeAll
    static void aSideDoorIsMadeAfterTheFirstLook() {
        lab = Lab.open();
        lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);
        await(known -> known.checked().isPresent());
        Shell shell = here();
        healthy = shell.run("compliance", "lab");
        printedWhenHealthy = shell.out();
        lab.api().json(lab.api().send("POST", "/compute/v1/projects/lab-project/global/backendServices", SIDE_DOOR));
        await(known -> !known.open().isEmpty());
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @Test
    void whereNothingIsOpenItSaysSoAndEndsWell() {
        assertThat(healthy).isEqualTo(ExitCode.ENDED);
        assertThat(printedWhenHealthy)
                .startsWith("lab in lab-project: checked 20")
                .contains(", nothing found");
    }

    @Test
    void anOpenFindingOfHighSeverityIsPrintedAndIsTheExitCode() {
        Shell shell = here();

        assertThat(shell.run("compliance", "lab")).isEqualTo(ExitCode.EXPOSED);
        assertThat(shell.out())
                .startsWith("lab in lab-project: checked 20")
                .contains(
                        ", 1 finding is open",
                        "  critical   other-path: backendServices/side-door",
                        "not so: No other load balancer leads to the VMs without IAP",
                        "what to do: Switch IAP on for the backend service named");
    }

    @Test
    void forProgramsItIsAListOfWhatIsKnown() throws IOException {
        JsonNode known = new ObjectMapper().readTree(printed("compliance", "--json"));

        assertThat(known).hasSize(1);
        assertThat(known.at("/0/deployment").asText()).isEqualTo("lab");
        assertThat(known.at("/0/open/0/control").asText()).isEqualTo("other-path");
        assertThat(known.at("/0/open/0/severity").asText()).isEqualTo("critical");
        assertThat(known.at("/0/open/0/evidence")).isNotEmpty();
    }

    @Test
    void forDashboardsItIsSarif() throws IOException {
        JsonNode log = new ObjectMapper().readTree(printed("compliance", "--sarif", "lab"));

        assertThat(log.at("/runs/0/results/0/ruleId").asText()).isEqualTo("other-path");
    }

    @Test
    void forAnAuditorItIsAPage() {
        assertThat(printed("compliance", "--html", "lab"))
                .startsWith("<!DOCTYPE html>")
                .contains("other-path <code>backendServices/side-door</code>", "</html>");
    }

    @Test
    void onlyOneFormIsGiven() {
        Shell shell = here();

        assertThat(shell.run("compliance", "--html", "--json")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err()).contains("mutually exclusive");
    }

    @Test
    void aDeploymentThatIsNotThereIsNamedWithThoseThatAre() {
        Shell shell = here();

        assertThat(shell.run("compliance", "laboratory")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err()).contains("laboratory: there is no such deployment", "one of lab");
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void whereNoCloudIsThatIsSaid() {
        Shell shell = new Shell(folder);

        assertThat(shell.run("compliance", "--local", "http://127.0.0.1:9")).isEqualTo(ExitCode.NO_CLOUD);
        assertThat(shell.err()).contains("port 9 on 127.0.0.1: no local cloud answers there");
    }

    private static String printed(String... line) {
        Shell shell = here();
        assertThat(shell.run(line)).as(shell.err()).isEqualTo(ExitCode.EXPOSED);
        return shell.out();
    }

    private static Shell here() {
        return new Shell(folder).export("SALLYPORT_API_ENDPOINT", lab.house().apiEndpoint());
    }

    private static void await(Predicate<Compliance> reached) {
        Awaitility.await("what is known of the lab")
                .atMost(PATIENCE)
                .until(() -> lab.house().findings().find("lab").filter(reached).isPresent());
    }
}
