package dev.sallyport.request;

import com.fasterxml.jackson.databind.JsonNode;

/** Values in words, short enough for a message. */
final class Wording {
    private static final int LONGEST = 60;

    private Wording() {}

    /** A value a person recognises: shown if it is short, otherwise described. */
    static String of(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> value.isEmpty() ? "an empty object" : "an object";
            case ARRAY -> value.isEmpty() ? "an empty list" : "a list";
            case STRING -> quoted(value.textValue());
            case NULL -> "null";
            default -> shortened(value.asText());
        };
    }

    /** What kind of value it is. */
    static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            default -> "null";
        };
    }

    static String quoted(String text) {
        return text.isEmpty() ? "an empty text" : '"' + printable(shortened(text)) + '"';
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "... (" + text.length() + " characters)";
    }

    /** Control characters would garble a terminal, or forge a line of a log. */
    private static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().forEach(character -> {
            int type = Character.getType(character);
            boolean invisible = Character.isISOControl(character)
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            if (invisible) {
                printable.append(String.format("\\u%04x", character));
            } else {
                printable.appendCodePoint(character);
            }
        });
        return printable.toString();
    }
}
