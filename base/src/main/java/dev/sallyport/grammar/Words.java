package dev.sallyport.grammar;

import java.util.Optional;

/**
 * The words of a command, one after the other. Blanks part them, but not between quotation marks, which phones like to
 * write as {@code “} and {@code ”}.
 */
final class Words {
    private static final String QUOTATION_MARKS = "\"“”„";
    private static final int LONGEST_SHOWN = 40;

    private final String text;
    private int position;

    Words(String text) {
        this.text = text;
    }

    /** The next word, without looking at what it means. */
    Optional<String> next() throws Misunderstanding {
        skipBlanks();
        return position == text.length() ? Optional.empty() : Optional.of(word());
    }

    /** Whether there is no further word. */
    boolean isEmpty() {
        skipBlanks();
        return position == text.length();
    }

    /** The same words once more, to look ahead in. */
    Words copy() {
        Words copy = new Words(text);
        copy.position = position;
        return copy;
    }

    /** All that is left, as it was written. */
    String rest() {
        String rest = text.substring(position).strip();
        position = text.length();
        return rest;
    }

    /** A word as it may be shown: short, and without anything that would garble a screen. */
    static String shown(String word) {
        StringBuilder shown = new StringBuilder();
        word.codePoints()
                .limit(LONGEST_SHOWN)
                .forEach(character -> shown.appendCodePoint(isPlain(character) ? character : '?'));
        return '"' + shown.toString() + (word.codePointCount(0, word.length()) > LONGEST_SHOWN ? "..." : "") + '"';
    }

    /** Whether a character is seen as what it is. */
    static boolean isPlain(int character) {
        int type = Character.getType(character);
        return !Character.isISOControl(character)
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }

    private void skipBlanks() {
        while (position < text.length() && isBlank(text.charAt(position))) {
            position++;
        }
    }

    private String word() throws Misunderstanding {
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (; position < text.length() && (quoted || !isBlank(text.charAt(position))); position++) {
            char character = text.charAt(position);
            if (QUOTATION_MARKS.indexOf(character) >= 0) {
                quoted = !quoted;
            } else {
                word.append(character);
            }
        }
        if (quoted) {
            throw new Misunderstanding(
                    "a quotation mark is not closed: " + shown(word.toString()), "a second one where the text ends");
        }
        return word.toString();
    }

    /** Unlike Character.isWhitespace also true for the blank that does not break. */
    private static boolean isBlank(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }
}
