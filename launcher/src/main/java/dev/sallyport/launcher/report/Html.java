package dev.sallyport.launcher.report;

/** Parts of an HTML document. What is not markup of this program goes in through {@link #text}. */
final class Html {
    private final StringBuilder content = new StringBuilder();

    /** @param markup as it is to stand there */
    Html raw(String markup) {
        content.append(markup);
        return this;
    }

    /** @param text of anybody's; means nothing but itself */
    Html text(Object text) {
        content.append(escaped(text.toString()));
        return this;
    }

    Html element(String name, Object text) {
        return raw("<" + name + ">").text(text).raw("</" + name + ">\n");
    }

    Html element(String name, String style, Object text) {
        return raw("<" + name + " class=\"" + style + "\">").text(text).raw("</" + name + ">\n");
    }

    /** Safe in an element and in an attribute with either quotation mark. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    @Override
    public String toString() {
        return content.toString();
    }
}
