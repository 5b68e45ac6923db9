package dev.sallyport.chatops;

/** The marks of Google Chat's messages (developers.google.com/workspace/chat/format-messages). */
final class GoogleChatDialect implements Dialect {
    private static final String PREFIX = "chat:";

    /** Chat knows no escapes; only what would call somebody, or make a link of it, is taken apart. */
    @Override
    public String plain(String text) {
        return text.replace("<", "‹").replace(">", "›");
    }

    @Override
    public String person(String id) {
        return id.startsWith(PREFIX + "users/") ? "<" + id.substring(PREFIX.length()) + ">" : plain(id);
    }

    /** A space has no mark of its own. */
    @Override
    public String place(String id) {
        return plain(id);
    }
}
