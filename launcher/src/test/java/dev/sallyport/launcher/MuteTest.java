package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.deployment.Event;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./sallyport mute}, against a local cloud that runs. */
class MuteTest {
    @TempDir
    private Path folder;

    @Test
    void findingsOfAControlAreLetBeForATime() {
        try (Lab lab = Lab.open()) {
            lab.provisionUntil(accepted -> true);

            Shell mute = new Shell(folder);
            assertThat(mute.run(
                            "mute",
                            "--local",
                            "http://" + lab.house().apiEndpoint(),
                            "lab",
                            "drift",
                            "until",
                            "2030-01-01",
                            "tuning",
                            "by",
                            "hand"))
                    .as(mute.out() + mute.err())
                    .isEqualTo(ExitCode.ENDED);

            assertThat(mute.out())
                    .contains("findings of drift are not told of until 2030-01-01T00:00:00Z: tuning by hand");
            assertThat(lab.house().deployments().events("lab"))
                    .extracting(Event::kind)
                    .contains(Event.Kind.MUTED);
        }
    }

    @Test
    void aSlipMutesNothing() {
        Shell shell = new Shell(folder);

        assertThat(shell.run("mute", "lab", "drif", "for", "1d", "tuning")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err()).contains("\"drif\" is no control (expected: perhaps drift was meant)");
    }
}
