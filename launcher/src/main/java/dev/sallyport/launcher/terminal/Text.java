package dev.sallyport.launcher.terminal;

import java.util.ArrayList;
import java.util.List;

/** One line of text, each part in its tone. Widths are counted in code points. */
public final class Text {
    private final List<Part> parts = new ArrayList<>();

    private record Part(Tone tone, String text) {}

    public static Text of(String text) {
        return new Text().add(Tone.PLAIN, text);
    }

    public Text add(String text) {
        return add(Tone.PLAIN, text);
    }

    public Text add(Tone tone, String text) {
        parts.add(new Part(tone, printable(text)));
        return this;
    }

    public int width() {
        return parts.stream().mapToInt(part -> width(part.text)).sum();
    }

    /** The line as it is written, cut where it would be wider than the display. */
    public String render(Display display) {
        int left = display.columns();
        boolean cut = width() > left;
        StringBuilder line = new StringBuilder();
        for (Part part : parts) {
            String shown = part.text.substring(0, part.text.offsetByCodePoints(0, Math.min(width(part.text), left)));
            left -= width(shown);
            String end = cut && left == 0 && !shown.isEmpty() ? withEllipsis(shown, display) : shown;
            line.append(display.colours() ? part.tone.paint(end) : end);
            if (left == 0) {
                break;
            }
        }
        return line.toString();
    }

    /** Breaks text into lines no wider than the given width: between words, and within one that is wider itself. */
    public static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words(text, width)) {
            if (!line.isEmpty() && width(line.toString()) + 1 + width(word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static List<String> words(String text, int width) {
        List<String> words = new ArrayList<>();
        for (String word : printable(text).strip().split(" +")) {
            String rest = word;
            while (width(rest) > width) {
                int cut = rest.offsetByCodePoints(0, width);
                words.add(rest.substring(0, cut));
                rest = rest.substring(cut);
            }
            words.add(rest);
        }
        return words;
    }

    static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String withEllipsis(String shown, Display display) {
        return shown.substring(0, shown.offsetByCodePoints(shown.length(), -1)) + display.ellipsis();
    }

    /** What came from elsewhere must not move the cursor or break the line. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
