package dev.sallyport.chatops;

/**
 * Who asks, and where.
 *
 * @param id {@code slack:} or {@code chat:} and the id that the chat knows the person by
 * @param name what the person is called there; nothing follows from it
 * @param place {@code slack:} or {@code chat:} and the id of the channel or space
 */
record Asker(String id, String name, String place) {
    /** Whoever presses: the button was made without anybody asking. */
    static final Asker NOBODY = new Asker("", "", "");

    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_BY = 200;

    /** For the deployment's events: who it was, and where, in at most 200 printable characters. */
    String by() {
        StringBuilder printable = new StringBuilder();
        name.codePoints()
                .filter(character -> Character.isLetterOrDigit(character) || " .-_'".indexOf(character) >= 0)
                .limit(LONGEST_NAME)
                .forEach(printable::appendCodePoint);
        return (printable + " (" + id + ") in " + place).strip();
    }

    /** The same of what somebody else has asked for. */
    String byAgreeingWith(String other) {
        String by = this.by() + ", asked by " + other;
        return by.length() <= LONGEST_BY ? by : by.substring(0, LONGEST_BY - 3) + "...";
    }
}
