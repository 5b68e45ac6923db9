package dev.sallyport.local.admin;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What names a rule is for.
 *
 * @param text as it was written
 */
record NamePattern(String text, Pattern pattern) {
    /** Where {@code *} stands for any characters, slashes too, and {@code ?} for one. Upper and lower case are the same. */
    static NamePattern glob(String text) {
        StringBuilder expression = new StringBuilder();
        for (char character : text.toCharArray()) {
            expression.append(
                    switch (character) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(character));
                    });
        }
        return new NamePattern(text, Pattern.compile(expression.toString(), Pattern.CASE_INSENSITIVE));
    }

    /**
     * A regular expression that must match the whole name.
     *
     * @throws PatternSyntaxException if it is none
     */
    static NamePattern regex(String text) {
        return new NamePattern(text, Pattern.compile(text));
    }

    boolean matches(String name) {
        return pattern.matcher(name).matches();
    }
}
