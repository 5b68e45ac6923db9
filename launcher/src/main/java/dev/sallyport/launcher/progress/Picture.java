package dev.sallyport.launcher.progress;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.launcher.terminal.Display;
import dev.sallyport.launcher.terminal.Text;
import dev.sallyport.launcher.terminal.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A deployment as its blueprint: a line for each stage, indented by how deep it stands, with what it is at. */
public final class Picture {
    private static final int INDENT = 2;

    private final Deployment deployment;
    private final Blueprint blueprint;
    private final Instant now;
    private final Display display;
    private final int frame;

    private Picture(Deployment deployment, Blueprint blueprint, Instant now, Display display, int frame) {
        this.deployment = deployment;
        this.blueprint = blueprint;
        this.now = now;
        this.display = display;
        this.frame = frame;
    }

    /** The lines as the deployment stands now, under a heading. */
    public static List<Text> of(Deployment deployment, Instant now, Display display) {
        return of(deployment, deployment.blueprint(), now, display, 0);
    }

    /**
     * @param frame which of the signs for work that goes on is drawn
     */
    static List<Text> of(Deployment deployment, Blueprint blueprint, Instant now, Display display, int frame) {
        return new Picture(deployment, blueprint, now, display, frame).lines();
    }

    private List<Text> lines() {
        List<StageLine> stages = StageLine.of(deployment, blueprint, now);
        int nameWidth = stages.stream()
                .mapToInt(line -> INDENT * line.depth() + line.stage().value().length())
                .max()
                .orElse(0);
        List<Text> lines = new ArrayList<>();
        lines.add(heading());
        lines.add(Text.of(""));
        stages.forEach(line -> lines.add(line(line, nameWidth)));
        return lines;
    }

    private Text heading() {
        return new Text()
                .add(Tone.STRONG, deployment.name())
                .add(" in " + deployment.project())
                .add(Tone.FAINT, ", generation " + deployment.generation() + ": ")
                .add(
                        switch (deployment.phase()) {
                            case PROVISIONING, DESTROYING, CANCELLING -> Tone.BUSY;
                            case PROTECTED, DESTROYED -> Tone.GOOD;
                            case CANCELLED, FAILED -> Tone.BAD;
                        },
                        deployment.phase().name().toLowerCase(Locale.ROOT))
                .add(Tone.FAINT, ", " + Durations.readable(elapsed()))
                .add(
                        Tone.STRONG,
                        deployment
                                .pauseAt(now)
                                .map(pause -> ", paused " + pause.words())
                                .orElse(""));
    }

    private Duration elapsed() {
        return Duration.between(deployment.requested(), deployment.phase().isEnd() ? deployment.updated() : now);
    }

    private Text line(StageLine line, int nameWidth) {
        String indent = " ".repeat(INDENT * line.depth());
        String name = line.stage().value();
        Tone tone = tone(line);
        return new Text()
                .add("  " + indent)
                .add(tone, sign(line))
                .add(" ")
                .add(tone == Tone.FAINT ? Tone.FAINT : Tone.PLAIN, name)
                .add(" ".repeat(nameWidth - indent.length() - name.length()))
                .add(String.format(
                        Locale.ROOT,
                        "%12s  ",
                        line.took().map(Durations::readable).orElse("")))
                .add(tone == Tone.BAD ? Tone.BAD : Tone.FAINT, line.note());
    }

    private String sign(StageLine line) {
        return switch (line.state()) {
            case PENDING -> display.glyphs().pending();
            case READY -> display.glyphs().ready();
            case RUNNING ->
                display.glyphs()
                        .spinner()
                        .get(frame % display.glyphs().spinner().size());
            case WAITING -> display.glyphs().pending();
            case DONE -> display.glyphs().done();
            case FAILED -> display.glyphs().failed();
            case SKIPPED -> display.glyphs().skipped();
        };
    }

    private static Tone tone(StageLine line) {
        return switch (line.state()) {
            case PENDING, SKIPPED -> Tone.FAINT;
            case READY -> Tone.PLAIN;
            case RUNNING, WAITING -> Tone.BUSY;
            case DONE -> Tone.GOOD;
            case FAILED -> Tone.BAD;
        };
    }
}
