package dev.sallyport.launcher.report;

import dev.sallyport.launcher.terminal.Display;
import dev.sallyport.launcher.terminal.Text;
import dev.sallyport.launcher.terminal.Tone;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A long text that is broken into lines which start below its first word. */
final class HangingText {
    private static final int NARROWEST = 20;

    private HangingText() {}

    /** @param start what stands before the first word */
    static List<Text> lines(Text start, Tone tone, String text, Display display) {
        int indent = start.width();
        int room = display.isTerminal() ? Math.max(display.columns() - indent, NARROWEST) : Display.UNBOUNDED;
        List<Text> lines = new ArrayList<>();
        Iterator<String> parts = Text.wrap(text, room).iterator();
        lines.add(start.add(tone, parts.next()));
        parts.forEachRemaining(part -> lines.add(Text.of(" ".repeat(indent)).add(tone, part)));
        return lines;
    }
}
