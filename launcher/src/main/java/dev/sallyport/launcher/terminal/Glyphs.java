package dev.sallyport.launcher.terminal;

import java.util.List;

/**
 * The signs that stand for states.
 *
 * @param spinner shown one after the other while something is at work
 */
public record Glyphs(String done, String failed, String ready, String pending, String skipped, List<String> spinner) {
    public static final Glyphs UNICODE = new Glyphs(
            "\u2714",
            "\u2718",
            "\u25cb",
            "\u00b7",
            "\u2013",
            List.of(
                    "\u280b", "\u2819", "\u2839", "\u2838", "\u283c", "\u2834", "\u2826", "\u2827", "\u2807",
                    "\u280f"));

    public static final Glyphs ASCII = new Glyphs("+", "x", "o", ".", "-", List.of("|", "/", "-", "\\"));
}
