package dev.sallyport.launcher.terminal;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a stream can show.
 *
 * @param columns how wide a line may be; {@link #UNBOUNDED} where the stream is no terminal
 * @param rows how many lines can be redrawn in place; 0 where none can
 * @param unicode whether signs beyond ASCII arrive as they are meant
 */
public record Display(int columns, int rows, boolean colours, boolean unicode) {
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,4}) ([1-9][0-9]{0,4})");

    /** A file or a pipe. */
    public static Display file() {
        return new Display(UNBOUNDED, 0, false, false);
    }

    /**
     * @param size rows and columns as {@code stty size} prints them; anything else means that there is no terminal
     * @param environment {@code NO_COLOR} (see no-color.org), {@code TERM} and the locale are heeded
     */
    public static Display of(Optional<String> size, Map<String, String> environment) {
        Matcher matcher = SIZE.matcher(size.orElse(""));
        if (!matcher.matches()) {
            return file();
        }
        return new Display(
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(1)),
                environment.getOrDefault("NO_COLOR", "").isEmpty(),
                charset(environment).equals(StandardCharsets.UTF_8));
    }

    /** What the locale says text is written in: UTF-8 or ASCII. */
    public static Charset charset(Map<String, String> environment) {
        String locale = firstOf(environment, "LC_ALL", "LC_CTYPE", "LANG");
        return locale.toUpperCase(Locale.ROOT).matches(".*UTF-?8.*")
                ? StandardCharsets.UTF_8
                : StandardCharsets.US_ASCII;
    }

    public Glyphs glyphs() {
        return unicode ? Glyphs.UNICODE : Glyphs.ASCII;
    }

    public boolean isTerminal() {
        return columns != UNBOUNDED;
    }

    String ellipsis() {
        return unicode ? "\u2026" : ">";
    }

    private static String firstOf(Map<String, String> environment, String... names) {
        for (String name : names) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }
}
