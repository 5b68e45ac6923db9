package dev.sallyport.chatops;

/**
 * Who asks, and where.
 *
 * @param id {@code slack:} or {@code chat:} and the id that the chat knows the person by
 * @param name what the person is called there; nothing follows from it
 * @param place {@code slack:} or {@code chat:} and the id of the channel or space
 */
record Asker(String id, String name, String place) {
    private static final int LONGEST_NAME = 60;

    /** For the deployment's events: printable, at most 200 characters. */
    String by() {
        StringBuilder printable = new StringBuilder();
        name.codePoints()
                .filter(character -> Character.isLetterOrDigit(character) || " .-_'".indexOf(character) >= 0)
                .limit(LONGEST_NAME)
                .forEach(printable::appendCodePoint);
        return (printable + " (" + id + ") in " + place).strip();
    }
}
