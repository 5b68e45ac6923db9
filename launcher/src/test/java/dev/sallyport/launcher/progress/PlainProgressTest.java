package dev.sallyport.launcher.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.deployment.Phase;
import dev.sallyport.launcher.Snapshot;
import dev.sallyport.launcher.terminal.Display;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainProgressTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Progress progress = Progress.on(
            new PrintStream(written, true, StandardCharsets.UTF_8), Display.file(), Blueprint.protectedApplication());

    @Test
    void thatNothingHasStartedYetIsNoNews() {
        show(new Snapshot().ready("firewall"), 100);

        assertThat(lines()).isEmpty();
    }

    @Test
    void aStageHasALineForEachChange() {
        show(new Snapshot().running("firewall", 1), 400);
        show(new Snapshot().done("firewall", Map.of("rule", "allow-iap")), 900);

        assertThat(lines())
                .containsExactly(
                        "     0.4 s  firewall           running",
                        "     0.9 s  firewall           done after 0.8 s: rule allow-iap");
    }

    @Test
    void whatHasNotChangedIsNotSaidAgain() {
        Snapshot snapshot = new Snapshot().running("firewall", 1);
        show(snapshot, 400);
        show(snapshot, 500);
        show(snapshot.running("firewall", 1, "firewalls/a/insert"), 600);

        assertThat(lines()).hasSize(1);
    }

    @Test
    void anotherAttemptIsNews() {
        show(new Snapshot().running("firewall", 1), 400);
        show(new Snapshot().running("firewall", 2), 61_400);

        assertThat(lines())
                .containsExactly(
                        "     0.4 s  firewall           running", "1 min 01 s  firewall           running, attempt 2");
    }

    @Test
    void whatAStageWaitsForIsSaidOnceHoweverOftenItLooks() {
        Snapshot snapshot = new Snapshot();
        show(snapshot.running("certificate", 1), 400);
        show(snapshot.waiting("certificate", 1, "the DNS record"), 900);
        show(snapshot.running("certificate", 2), 61_000);
        show(snapshot.waiting("certificate", 2, "the DNS record"), 61_400);

        assertThat(lines())
                .containsExactly(
                        "     0.4 s  certificate        running",
                        "     0.9 s  certificate        waiting for the DNS record");
    }

    @Test
    void aFailureSaysWhy() {
        show(new Snapshot().failed("consent", "no organisation", "make a client"), 2000);

        assertThat(lines()).containsExactly("     2.0 s  consent            failed after 1.5 s: no organisation");
    }

    @Test
    void noControlSequencesAreWritten() {
        show(new Snapshot().running("firewall", 1), 400);
        progress.close();

        assertThat(written.toString(StandardCharsets.UTF_8)).doesNotContain("\u001b");
    }

    private void show(Snapshot snapshot, long millis) {
        progress.show(snapshot.in(Phase.PROVISIONING), Snapshot.START.plusMillis(millis));
    }

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
