package dev.sallyport.local.internet.iap;

/** Pages for people, and text put into them. A page is complete in itself: it fetches nothing. */
public final class Html {
    private static final String PAGE = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>%s</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <link rel="icon" href="data:,">
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; color: #1f2328; background: #eef1f6; margin: 0; padding: 1rem }
            main { background: white; border-radius: 1rem; max-width: 26rem; margin: 2vh auto; padding: 1.25rem 2rem;
              box-shadow: 0 1px 4px #0003; overflow-wrap: anywhere }
            h1 { font-size: 1.5rem; line-height: 1.25; font-weight: 500; margin: 0 0 .5rem }
            p { margin: .5rem 0 } label { display: block; margin: .25rem 0 } form { margin: 1rem 0 }
            button, input, a.button { font: inherit; color: inherit; display: block; box-sizing: border-box; width: 100%%;
              padding: .5rem .75rem; border: 1px solid #c4c9d2; border-radius: .5rem; background: white }
            button, a.button { text-align: left; cursor: pointer; text-decoration: none }
            button + button { margin-top: .4rem }
            button:hover, a.button:hover { background: #eef1f6 }
            :focus-visible { outline: 3px solid #6c9bf0; outline-offset: 1px }
            button.next, a.next { margin: .5rem 0; text-align: center; color: white; background: #1d5fbf;
              border-color: #1d5fbf }
            button.next:hover, a.next:hover { background: #174c99 }
            [role=alert] { display: block; color: #a32018 } [role=alert] + input { border-color: #a32018 }
            small, .note { font-size: .85rem; color: #59616b } small { display: block }
            code { font-size: .75rem; overflow-wrap: anywhere }
            </style></head>
            <body><main>
            %s
            </main></body></html>
            """;

    private Html() {}

    /**
     * A page with everything in the middle.
     *
     * @param title as it is
     * @param content HTML; {@code a.button} looks like a button, {@code .next} like the one to press, {@code .note} small
     */
    public static String page(String title, String content) {
        return PAGE.formatted(text(title), content.strip());
    }

    /** The text as element content or as a quoted attribute. */
    public static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
