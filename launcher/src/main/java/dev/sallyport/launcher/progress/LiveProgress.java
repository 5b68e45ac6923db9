package dev.sallyport.launcher.progress;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.launcher.terminal.Display;
import dev.sallyport.launcher.terminal.Text;
import dev.sallyport.launcher.terminal.Tone;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A line for each stage, indented by how deep it stands in the blueprint, redrawn in place. */
final class LiveProgress implements Progress {
    private static final String HIDE_CURSOR_AND_DO_NOT_WRAP = "\u001b[?25l\u001b[?7l";
    private static final String SHOW_CURSOR_AND_WRAP = "\u001b[?25h\u001b[?7h";
    private static final String CLEAR_REST_OF_LINE = "\u001b[K";
    private static final int LINES_AROUND = 3;
    private static final int INDENT = 2;

    private final PrintStream stream;
    private final Display display;
    private final Blueprint blueprint;
    private int linesDrawn;
    private int frame;

    LiveProgress(PrintStream stream, Display display, Blueprint blueprint) {
        this.stream = stream;
        this.display = display;
        this.blueprint = blueprint;
    }

    /** How many rows of a terminal a blueprint takes. */
    static int rows(Blueprint blueprint) {
        return blueprint.stages().size() + LINES_AROUND;
    }

    @Override
    public void show(Deployment deployment, Instant now) {
        List<Text> lines = lines(deployment, now);
        StringBuilder picture = new StringBuilder();
        picture.append(linesDrawn == 0 ? HIDE_CURSOR_AND_DO_NOT_WRAP : "\u001b[" + linesDrawn + "A\r");
        lines.forEach(line ->
                picture.append(line.render(display)).append(CLEAR_REST_OF_LINE).append('\n'));
        stream.print(picture);
        stream.flush();
        linesDrawn = lines.size();
        frame++;
    }

    @Override
    public void close() {
        if (linesDrawn > 0) {
            stream.print(SHOW_CURSOR_AND_WRAP);
            stream.flush();
            linesDrawn = 0;
        }
    }

    private List<Text> lines(Deployment deployment, Instant now) {
        List<StageLine> stages = StageLine.of(deployment, blueprint, now);
        int nameWidth = stages.stream()
                .mapToInt(line -> INDENT * line.depth() + line.stage().value().length())
                .max()
                .orElse(0);
        List<Text> lines = new ArrayList<>();
        lines.add(heading(deployment, now));
        lines.add(Text.of(""));
        stages.forEach(line -> lines.add(line(line, nameWidth)));
        lines.add(Text.of(""));
        return lines;
    }

    private static Text heading(Deployment deployment, Instant now) {
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
                .add(Tone.FAINT, ", " + Durations.readable(elapsed(deployment, now)))
                .add(
                        Tone.STRONG,
                        deployment
                                .pauseAt(now)
                                .map(pause -> ", paused " + pause.words())
                                .orElse(""));
    }

    private static Duration elapsed(Deployment deployment, Instant now) {
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
