package dev.sallyport.launcher.report;

import dev.sallyport.launcher.terminal.Display;
import dev.sallyport.launcher.terminal.Text;
import dev.sallyport.launcher.terminal.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What is shown step by step, for people; and what of it was not as it should be. */
public final class Steps {
    private final Display display;
    private final Consumer<String> out;
    private final List<String> wrong = new ArrayList<>();

    public Steps(Display display, Consumer<String> out) {
        this.display = display;
        this.out = out;
    }

    public void begin(String what) {
        out.accept("");
        lines(new Text(), Tone.STRONG, what);
    }

    /** Something that is as it should be. */
    public void right(String what) {
        lines(sign(Tone.GOOD, display.glyphs().done()), Tone.PLAIN, what);
    }

    /** Something that is neither good nor bad by itself, but to be known. */
    public void note(String what) {
        lines(sign(Tone.BUSY, display.glyphs().ready()), Tone.PLAIN, what);
    }

    public void wrong(String what) {
        wrong.add(what);
        lines(sign(Tone.BAD, display.glyphs().failed()), Tone.PLAIN, what);
    }

    public boolean isAllRight() {
        return wrong.isEmpty();
    }

    /** Says whether all of it was as it should be, and what was not. */
    public void end(String allRight) {
        out.accept("");
        if (wrong.isEmpty()) {
            lines(sign(Tone.GOOD, display.glyphs().done()), Tone.STRONG, allRight);
            return;
        }
        lines(new Text(), Tone.BAD, "Not everything was as it should be:");
        wrong.forEach(what -> lines(sign(Tone.BAD, display.glyphs().failed()), Tone.PLAIN, what));
    }

    private Text sign(Tone tone, String glyph) {
        return Text.of("  ").add(tone, glyph).add(" ");
    }

    private void lines(Text start, Tone tone, String text) {
        HangingText.lines(start, tone, text, display).forEach(line -> out.accept(line.render(display)));
    }
}
