package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.finding.Controls;
import dev.sallyport.launcher.report.Steps;
import dev.sallyport.local.watch.WayIn.FrontEnd;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DemoTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Mishap NOTHING =
            new Mishap("Nobody does anything", Controls.IAP_ON, "backendServices/", Set.of(FrontEnd.class), () -> {});

    private final Shell shell = new Shell(Checkout.root());

    @Test
    void threeThingsAreBrokenFoundRepairedAndReportedAndEverythingIsDestroyed() {
        int exitCode = shell.run("demo", "--port", "0", "--internet-port", "0");

        assertThat(exitCode).as(shell.out() + shell.err()).isZero();
        assertThat(shell.out())
                .containsSubsequence(
                        "Provision lab",
                        "  + protected, and proven from outside",
                        "  + checked for the first time, and nothing found",
                        "Somebody switches Identity-Aware Proxy off for my-backend-service",
                        "  + found after ",
                        ": iap-on, critical: ",
                        "  + repaired by the stage iap after ",
                        "  + by no other way, and at no time after the repair, was a stranger served, of ",
                        "Somebody adds the firewall rule open-to-all",
                        ": firewall-open, critical: ",
                        "  + repaired by the stage firewall after ",
                        "Somebody lets allUsers through Identity-Aware Proxy",
                        ": principals, critical: ",
                        "  + repaired by the stage access after ",
                        "lab in lab-project: checked 20",
                        "  over       principals: ",
                        "  over       firewall-open: firewalls/open-to-all, ",
                        "  over       iap-on: backendServices/my-backend-service, ",
                        "  + what was broken was found, each once, and nothing else",
                        "  + nothing that was made for it is left",
                        "  + Everything was as it should be, in ",
                        "Log: ")
                .doesNotContain("  x ");
    }

    @Test
    void whatDoesNotDoWhatItSaysIsNamedAtTheEndAndIsTheExitCode() {
        try (Lab lab = Lab.open()) {
            lab.api().json(lab.api().send("POST", "/compute/v1/projects/lab-project/global/firewalls", """
                            {"name": "allow-iap-traffic", "sourceRanges": ["10.0.0.0/8"],
                             "allowed": [{"IPProtocol": "tcp", "ports": ["80"]}]}
                            """));

            int exitCode =
                    new Demonstration(shell.surroundings(), lab.house(), PATIENCE).run(Lab.request(), List.of(NOTHING));

            assertThat(exitCode).isEqualTo(ExitCode.FAILED);
            assertThat(shell.out())
                    .containsSubsequence(
                            "  + nothing that was made for it is left",
                            "Not everything was as it should be:",
                            "  x lab is FAILED (expected: PROTECTED)")
                    .doesNotContain("Everything was as it should be");
            assertThatAMishapThatIsNotFoundIsNotShown(lab);
        }
    }

    @Test
    void aPortThatIsTakenIsNamedAndNothingIsStarted() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = String.valueOf(taken.getLocalPort());

            assertThat(shell.run("demo", "--port", port, "--internet-port", "0"))
                    .isEqualTo(ExitCode.BAD_INPUT);
            assertThat(shell.err()).contains("--port " + port + ": port " + port + " on 127.0.0.1 is in use");
            assertThat(shell.out()).isEmpty();
        }
    }

    private void assertThatAMishapThatIsNotFoundIsNotShown(Lab lab) {
        Steps steps = new Steps(
                shell.surroundings().out().display(), shell.surroundings().out()::line);
        Waiting waiting = new Waiting(shell.surroundings().stop(), Duration.ofSeconds(1));
        Breakage breakage = new Breakage(lab.house(), new Rechecks(lab.house(), "lab", waiting), steps);

        assertThatThrownBy(() -> breakage.show(NOTHING))
                .isInstanceOf(NotShown.class)
                .hasMessage("Nobody does anything: was not found by the control iap-on within 1.0 s");
    }
}
