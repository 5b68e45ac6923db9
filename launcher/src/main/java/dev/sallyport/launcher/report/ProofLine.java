package dev.sallyport.launcher.report;

import dev.sallyport.deployment.Evidence;
import dev.sallyport.launcher.terminal.Display;
import dev.sallyport.launcher.terminal.Text;
import dev.sallyport.launcher.terminal.Tone;
import java.util.List;

/** What one check of the proof has seen. */
final class ProofLine {
    private ProofLine() {}

    /** @param width of the longest check's name among those it stands with */
    static List<Text> of(Evidence seen, int width, Display display) {
        String sign = seen.passed() ? display.glyphs().done() : display.glyphs().failed();
        Text start = Text.of("  ")
                .add(seen.passed() ? Tone.GOOD : Tone.BAD, sign)
                .add(" " + seen.check() + " ".repeat(width - seen.check().length() + 2));
        return HangingText.lines(start, Tone.FAINT, seen.seen(), display);
    }
}
