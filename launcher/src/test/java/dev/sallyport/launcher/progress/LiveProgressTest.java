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

class LiveProgressTest {
    private static final Blueprint BLUEPRINT = Blueprint.protectedApplication();
    private static final Display TERMINAL = new Display(80, 24, false, true);
    private static final int LINES = 15;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void theBlueprintIsDrawnByDepthWithWhatEachStageIsAt() {
        Snapshot snapshot = new Snapshot()
                .done("firewall", Map.of("rule", "web-allow-iap"))
                .done("instance-template", Map.of("template", "projects/p/global/instanceTemplates/web-template"))
                .ready("certificate")
                .running("instance-group", 1, "instanceGroupManagers/web-group/insert")
                .failed("consent", "the project belongs to no organisation", "make an OAuth client by hand");

        assertThat(picture(snapshot, TERMINAL)).isEqualTo("""
                        web in web-project, generation 1: provisioning, 2.0 s

                          \u2714 firewall                 0.8 s  rule web-allow-iap
                          \u2714 instance-template        0.8 s  template web-template
                          \u25cb certificate
                          \u2718 consent                  1.5 s  the project belongs to no organisation
                            \u280b instance-group         2.0 s  instanceGroupManagers/web-group/insert
                              \u00b7 backend                     waits for instance-group
                                \u00b7 restart                   waits for backend
                                \u00b7 iap                       waits for backend, consent
                                  \u00b7 access                  waits for iap
                                  \u00b7 frontend                waits for backend, certificate, iap
                                    \u00b7 retire                waits for restart, access, frontend
                                      \u00b7 verify              waits for 9 stages
                        """);
    }

    @Test
    void withoutUnicodeTheSignsAreAscii() {
        String picture = picture(
                new Snapshot().done("firewall", Map.of()).running("consent", 1), new Display(80, 24, false, false));

        assertThat(picture).contains("  + firewall").contains("  | consent").matches("\\p{ASCII}+");
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        for (int columns : List.of(20, 40, 79)) {
            String picture = picture(
                    new Snapshot().failed("firewall", "x".repeat(300), ""), new Display(columns, 24, false, true));
            assertThat(picture.lines()).hasSize(LINES - 1).allMatch(line -> line.length() <= columns);
        }
    }

    @Test
    void theSecondPictureIsDrawnOverTheFirst() {
        Progress progress = progress(TERMINAL);
        progress.show(new Snapshot().in(Phase.PROVISIONING), Snapshot.START);
        written.reset();
        progress.show(new Snapshot().in(Phase.PROVISIONING), Snapshot.START);

        assertThat(text()).startsWith("\u001b[" + LINES + "A\r");
        assertThat(text().chars().filter(character -> character == '\n')).hasSize(LINES);
    }

    @Test
    void theHeadingOfAFinishedDeploymentSaysHowLongThatTook() {
        progress(TERMINAL).show(new Snapshot().in(Phase.PROTECTED), Snapshot.START.plusSeconds(60));

        assertThat(text().replaceAll("\u001b\\[[0-9]*m", "")).contains("generation 1: protected, 6.5 s");
    }

    @Test
    void theSpinnerTurnsWithEveryPicture() {
        Progress progress = progress(TERMINAL);
        Snapshot snapshot = new Snapshot().running("firewall", 1);
        progress.show(snapshot.in(Phase.PROVISIONING), Snapshot.START);
        progress.show(snapshot.in(Phase.PROVISIONING), Snapshot.START);

        assertThat(text()).contains("\u280b firewall").contains("\u2819 firewall");
    }

    @Test
    void theCursorIsHiddenWhileDrawingAndBackAfterwards() {
        Progress progress = progress(TERMINAL);
        progress.show(new Snapshot().in(Phase.PROVISIONING), Snapshot.START);
        progress.close();

        assertThat(text()).startsWith("\u001b[?25l\u001b[?7l").endsWith("\u001b[?25h\u001b[?7h");
    }

    @Test
    void aTerminalTooLowForThePictureGetsPlainLines() {
        Progress progress = progress(new Display(80, LINES, true, true));
        progress.show(new Snapshot().running("firewall", 1).in(Phase.PROVISIONING), Snapshot.START);

        assertThat(text()).isEqualTo("     0.0 s  firewall           running\n");
    }

    private Progress progress(Display display) {
        return Progress.on(new PrintStream(written, true, StandardCharsets.UTF_8), display, BLUEPRINT);
    }

    /** What a person sees two seconds after the start, without blanks at the ends of lines. */
    private String picture(Snapshot snapshot, Display display) {
        progress(display).show(snapshot.in(Phase.PROVISIONING), Snapshot.START.plusSeconds(2));
        String seen = text().replaceAll("\u001b\\[[?0-9]*[A-Za-z]", "").replaceAll(" +\n", "\n");
        written.reset();
        return seen.substring(0, seen.length() - 1);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
