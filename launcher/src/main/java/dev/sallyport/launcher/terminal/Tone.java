package dev.sallyport.launcher.terminal;

/** How a piece of text is meant, and the ANSI "select graphic rendition" parameter that shows it. */
public enum Tone {
    PLAIN(""),
    STRONG("1"),
    FAINT("2"),
    GOOD("32"),
    BAD("31"),
    BUSY("36");

    private final String parameter;

    Tone(String parameter) {
        this.parameter = parameter;
    }

    String paint(String text) {
        return parameter.isEmpty() || text.isEmpty() ? text : "\u001b[" + parameter + "m" + text + "\u001b[0m";
    }
}
