package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Phase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./sallyport repair} and {@code ./sallyport destroy}, against a local cloud that runs. */
class ErrandTest {
    @TempDir
    private Path folder;

    @Test
    void aDeploymentIsRepairedAndThenDestroyedOnceThatIsConfirmed() throws IOException {
        try (Lab lab = Lab.open()) {
            lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);

            Shell repair = new Shell(folder);
            assertThat(repair.run("repair", "lab", "--local", url(lab))).isEqualTo(ExitCode.PROTECTED);
            assertThat(repair.out()).contains("Protected after ", "What was proven", "Log: ");

            Shell mistyped = new Shell(folder).typed("lap\n");
            assertThat(mistyped.run("destroy", "lab", "--local", url(lab))).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(mistyped.out())
                    .isEqualTo("Everything made for lab in lab-project will be deleted. Type its name to go on: ");
            assertThat(mistyped.err()).contains("'lap' is not its name, so nothing was destroyed (expected: lab)");

            Shell nobody = new Shell(folder).input("lab\n");
            assertThat(nobody.run("destroy", "lab", "--local", url(lab))).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(nobody.err()).contains("no terminal to ask on (expected: --yes)");
            assertThat(deployment(lab).generation()).isEqualTo(2);

            Shell destroy = new Shell(folder).typed("lab\n");
            assertThat(destroy.run("destroy", "lab", "--local", url(lab))).isEqualTo(ExitCode.ENDED);
            assertThat(deployment(lab).phase()).isEqualTo(Phase.DESTROYED);
            assertThat(destroy.out())
                    .contains(
                            "Destroyed after ",
                            ": nothing that was made for lab is left",
                            "deleted firewalls/allow-iap-traffic; put back firewalls/default-allow-internal");
            assertThat(ends(destroy.out()))
                    .startsWith("verify")
                    .endsWith("firewall")
                    .hasSize(12);

            Shell again = new Shell(folder);
            assertThat(again.run("destroy", "--yes", "--json", "lab", "--local", url(lab)))
                    .isEqualTo(ExitCode.ENDED);
            JsonNode result = new ObjectMapper().readTree(again.out());
            assertThat(result.path("phase").asText()).isEqualTo("DESTROYED");
            assertThat(result.path("generation").asInt()).isEqualTo(4);

            Shell tooLate = new Shell(folder);
            assertThat(tooLate.run("repair", "lab", "--local", url(lab))).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(tooLate.err())
                    .contains("the request was refused: the deployment lab is destroyed since generation 4");
        }
    }

    @Test
    void aStageThatCannotBeTakenDownIsAFailureWithItsReason() {
        try (Lab lab = Lab.open()) {
            lab.provisionUntil(at -> at.phase() == Phase.PROTECTED);
            lab.api()
                    .json(lab.api()
                            .send("POST", "/compute/v1/projects/" + Lab.PROJECT + "/global/urlMaps", """
                            {"name": "their-map",
                             "defaultService": "projects/%s/global/backendServices/my-backend-service"}
                            """.formatted(
                                            Lab.PROJECT)));

            Shell shell = new Shell(folder);
            assertThat(shell.run("destroy", "--yes", "lab", "--local", url(lab)))
                    .isEqualTo(ExitCode.FAILED);
            assertThat(shell.out()).contains("Failed after ", "backend: ", "their-map", "What to do: Let go");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"repair", "destroy"})
    void aDeploymentThatIsNotThereIsNamedWithThoseThatAre(String command) {
        try (Lab lab = Lab.open()) {
            Shell nothing = new Shell(folder);
            assertThat(nothing.run(command, "lap", "--local", url(lab))).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(nothing.err())
                    .contains("lap: there is no such deployment in lab-project (expected: one that was provisioned,"
                            + " and there is none yet)");

            lab.provisionUntil(at -> true);
            Shell other = new Shell(folder);
            assertThat(other.run(command, "lap", "--local", url(lab))).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(other.err()).contains("(expected: one of lab)");
            assertThat(lab.house().deployments().events("lap")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"repair", "destroy"})
    void whereNothingRunsThatIsSaidWithTheWayToStartIt(String command) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = socket.getLocalPort();
        }

        Shell shell = new Shell(folder);
        assertThat(shell.run(command, "lab", "--local", "http://127.0.0.1:" + port))
                .isEqualTo(ExitCode.NO_CLOUD)
                .isEqualTo(5);
        assertThat(shell.err())
                .contains("port " + port + " on 127.0.0.1: no local cloud answers there")
                .contains("start one with ./sallyport local up, or say where it is with --local http://127.0.0.1:PORT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"4510", "https://127.0.0.1:4510", "http://10.0.0.1:4510", "http://127.0.0.1:70000", "", "up"})
    void whatIsNoAddressOfALocalCloudIsNamed(String address) {
        Shell shell = new Shell(folder);

        assertThat(shell.run("destroy", "lab", "--local", address)).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err()).contains("'" + address + "' (expected: http://127.0.0.1:PORT");
    }

    private static String url(Lab lab) {
        return "http://" + lab.house().apiEndpoint();
    }

    private static Deployment deployment(Lab lab) {
        return lab.house().deployments().find("lab").orElseThrow();
    }

    /** The stages in the order in which they were seen to be done. */
    private static List<String> ends(String progress) {
        return progress.lines()
                .filter(line -> line.contains(" done after "))
                .map(line -> line.strip().replaceFirst("^.*? s +", "").split(" ")[0])
                .toList();
    }
}
