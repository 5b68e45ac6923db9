package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./sallyport local up --without-functions}, and {@code ./sallyport local env} from another shell. */
class LocalUpTest {
    @TempDir
    private static Path checkout;

    private static Shell shell;
    private static CompletableFuture<Integer> run;
    private static String port;

    @BeforeAll
    static void aCloudIsUp() {
        shell = new Shell(checkout);
        run = CompletableFuture.supplyAsync(() -> shell.run(
                "local",
                "up",
                "--port",
                "0",
                "--internet-port",
                "0",
                "--without-functions",
                "--project",
                "my-project"));
        Awaitility.await("the environment")
                .atMost(Duration.ofSeconds(60))
                .until(() -> run.isDone() || shell.out().contains("SALLYPORT_INTERNET_PROXY"));
        assertThat(run).as(shell.err()).isNotDone();
        Matcher ready =
                Pattern.compile("ready http://127\\.0\\.0\\.1:([0-9]+) ").matcher(shell.out());
        assertThat(ready.find()).as(shell.out()).isTrue();
        port = ready.group(1);
    }

    @AfterAll
    static void ctrlCEndsItWithSuccess() throws Exception {
        shell.pressCtrlC();

        assertThat(run.get(20, TimeUnit.SECONDS)).isZero();
        assertThat(new Shell(checkout).run("local", "env", "--port", port)).isEqualTo(ExitCode.NO_CLOUD);
    }

    @Test
    void itSaysOnceThatItIsReadyThenOnlyTheEnvironment() {
        List<String> lines = shell.out().lines().toList();

        assertThat(lines.get(0))
                .matches("ready http://127\\.0\\.0\\.1:[0-9]+ in [0-9]+\\.[0-9]{2} s; internet proxy"
                        + " http://127\\.0\\.0\\.1:[0-9]+; 0 functions");
        assertThat(lines.subList(1, lines.size()))
                .hasSizeGreaterThan(15)
                .allMatch(line -> line.matches("export [A-Z0-9_]+=\\S+"));
    }

    @Test
    void theEnvironmentNamesWhatGcloudTerraformAndTheLibrariesHeed() {
        assertThat(shell.out().lines())
                .contains(
                        "export CLOUDSDK_AUTH_DISABLE_CREDENTIALS=true",
                        "export CLOUDSDK_CORE_PROJECT=my-project",
                        "export CLOUDSDK_API_ENDPOINT_OVERRIDES_COMPUTE=http://127.0.0.1:" + port + "/compute/v1/",
                        "export CLOUDSDK_API_ENDPOINT_OVERRIDES_IAP=http://127.0.0.1:" + port + "/",
                        "export GOOGLE_COMPUTE_CUSTOM_ENDPOINT=http://127.0.0.1:" + port + "/compute/v1/",
                        "export GOOGLE_PUBSUB_CUSTOM_ENDPOINT=http://127.0.0.1:" + port + "/v1/",
                        "export GOOGLE_CLOUD_PROJECT=my-project",
                        "export PUBSUB_EMULATOR_HOST=127.0.0.1:" + port,
                        "export FIRESTORE_EMULATOR_HOST=127.0.0.1:" + port);
    }

    @Test
    void anotherShellIsToldTheSame() {
        Shell other = new Shell(checkout);

        assertThat(other.run("local", "env", "--port", port)).isZero();
        assertThat(other.out().lines()).isEqualTo(shell.out().lines().skip(1).toList());
        assertThat(other.err()).isEmpty();
    }

    @Test
    void anotherShellCanHaveItAsJsonAndForAnotherProject() throws IOException {
        Shell other = new Shell(checkout);

        assertThat(other.run("local", "env", "--port", port, "--project", "other-project", "--json"))
                .isZero();
        JsonNode json = new ObjectMapper().readTree(other.out());
        assertThat(json.path("CLOUDSDK_CORE_PROJECT").asText()).isEqualTo("other-project");
        assertThat(json.path("PUBSUB_EMULATOR_HOST").asText()).isEqualTo("127.0.0.1:" + port);
    }

    @Test
    void aSecondCloudOnItsPortIsRefused() {
        Shell other = new Shell(checkout);

        assertThat(other.run("local", "up", "--port", port, "--internet-port", "0"))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(other.err()).contains("--port " + port + ": port " + port + " on 127.0.0.1 is in use");
        assertThat(other.out()).isEmpty();
    }

    @Test
    void theStateFolderIsWhereTheStateIs(@TempDir Path folder) {
        Shell other = new Shell(checkout);

        assertThat(other.run(
                        "local",
                        "up",
                        "--port",
                        "0",
                        "--internet-port",
                        "0",
                        "--without-functions",
                        "--state",
                        folder.toString(),
                        "--until-ready"))
                .as(other.err())
                .isZero();
        assertThat(folder).isNotEmptyDirectory();
    }

    @Test
    void untilReadyEndsByItself() {
        Shell other = new Shell(checkout);

        assertThat(other.run(
                        "local", "up", "--port", "0", "--internet-port", "0", "--without-functions", "--until-ready"))
                .isZero();
        assertThat(other.out()).startsWith("ready ");
    }
}
