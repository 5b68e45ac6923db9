package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.deployment.Phase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./sallyport provision} where a local cloud runs already. */
class ProvisionElsewhereTest {
    private static final String SECOND =
            Checkout.root().resolve("examples/second.json").toString();

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
    void theRequestGoesToTheCloudThatTheEnvironmentNames() {
        Shell shell =
                new Shell(folder).export("SALLYPORT_API_ENDPOINT", lab.house().apiEndpoint());

        assertThat(shell.run("provision", SECOND)).as(shell.err()).isEqualTo(ExitCode.PROTECTED);

        assertThat(shell.out())
                .startsWith("Provisioning in the local cloud at " + url())
                .contains("Protected after ");
        assertThat(lab.house().deployment("second").phase()).isEqualTo(Phase.PROTECTED);
    }

    @ParameterizedTest
    @CsvSource({"--keep,", "--latency, none", "--internet-port, 0", "--iap-policy-delay, 1s", "--port, 0"})
    void whatIsForACloudOfItsOwnIsRefusedWhereAnotherIsNamed(String option, String value) {
        Shell shell = new Shell(folder);
        String[] line = value == null
                ? new String[] {"provision", "--local", url(), option, SECOND}
                : new String[] {"provision", "--local", url(), option, value, SECOND};

        assertThat(shell.run(line)).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err())
                .contains(option + ": is for a local cloud that this command starts, but --local names one that runs"
                        + " (expected: without " + option + " to provision there, or --port 0 --internet-port 0 for"
                        + " another)");
    }

    @Test
    void itsPortIsNotTakenForAnother() {
        Shell shell = new Shell(folder);
        String port = url().substring(url().lastIndexOf(':') + 1);

        assertThat(shell.run("provision", "--port", port, "--internet-port", "0", SECOND))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err())
                .contains("--port " + port + ": a local cloud runs there already (expected: a free port, or --local "
                        + url() + " to provision in that cloud)");
    }

    @Test
    void whereNothingRunsButIsNamedNothingIsStartedInItsPlace() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
        Shell shell = new Shell(folder).export("SALLYPORT_API_ENDPOINT", "127.0.0.1:" + port);

        assertThat(shell.run("provision", SECOND)).isEqualTo(ExitCode.NO_CLOUD);
        assertThat(shell.err())
                .contains("port " + port + " on 127.0.0.1: no local cloud answers there")
                .contains("SALLYPORT_API_ENDPOINT in the environment names this one");
    }

    @Test
    void anEnvironmentThatNamesNoCloudOfThisMachineIsRefused() {
        Shell shell = new Shell(folder).export("SALLYPORT_API_ENDPOINT", "cloud.example.com:443");

        assertThat(shell.run("provision", SECOND)).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err())
                .contains("SALLYPORT_API_ENDPOINT: 'cloud.example.com:443' in the environment is not on this machine"
                        + " (expected: 127.0.0.1:PORT; or unset it)");
    }

    @Test
    void oneCloudIsNamedAndNotTwo() {
        Shell shell = new Shell(folder);

        assertThat(shell.run("provision", "--local", url(), "--project", "my-operations", SECOND))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err()).contains("--local=URL, --project=ID are mutually exclusive (specify only one)");
    }

    @Test
    void aCloudThatRefusesToTakeTheRequestIsNamedWithItsReason() {
        lab.api().json(lab.api().send("POST", "/-/faults", """
                        {"method": "Publisher.Publish", "count": 1, "error": {"status": 403, "message": "Not you."}}
                        """));
        Shell shell = new Shell(folder);

        assertThat(shell.run("provision", "--local", url(), SECOND)).isEqualTo(ExitCode.NO_CLOUD);
        assertThat(shell.err())
                .contains("the local cloud at " + url() + " does not do it: cannot publish to sallyport-requests")
                .contains("Not you.");
    }

    private static String url() {
        return "http://" + lab.house().apiEndpoint();
    }
}
