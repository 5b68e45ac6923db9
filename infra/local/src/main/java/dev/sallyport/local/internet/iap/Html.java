package dev.sallyport.local.internet.iap;

/** Text put into pages. */
public final class Html {
    private Html() {}

    /** The text as element content or as a quoted attribute. */
    public static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
