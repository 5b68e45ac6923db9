package dev.sallyport.launcher.progress;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.launcher.terminal.Display;
import dev.sallyport.launcher.terminal.Text;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A line for each stage, indented by how deep it stands in the blueprint, redrawn in place. */
final class LiveProgress implements Progress {
    private static final String HIDE_CURSOR_AND_DO_NOT_WRAP = "\u001b[?25l\u001b[?7l";
    private static final String SHOW_CURSOR_AND_WRAP = "\u001b[?25h\u001b[?7h";
    private static final String CLEAR_REST_OF_LINE = "\u001b[K";
    private static final int LINES_AROUND = 3;

    private final PrintStream stream;
    private final Display display;
    private int linesDrawn;
    private int frame;

    LiveProgress(PrintStream stream, Display display) {
        this.stream = stream;
        this.display = display;
    }

    /** How many rows of a terminal a blueprint takes. */
    static int rows(Blueprint blueprint) {
        return blueprint.stages().size() + LINES_AROUND;
    }

    @Override
    public void show(Deployment deployment, Instant now) {
        List<Text> lines = new ArrayList<>(Picture.of(deployment, deployment.blueprint(), now, display, frame));
        lines.add(Text.of(""));
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
}
