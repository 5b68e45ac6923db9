package dev.sallyport.local.internet.iap;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.time.Duration;

/** The pages by which an app that lives in one page keeps its session alive. */
final class SessionPages {
    /** What Google's documentation names for the page's older address. */
    private static final Duration RELOAD = Duration.ofMinutes(45);

    private static final String REFRESHED = Html.page("Session refreshed", """
            <h1>You are signed in</h1>
            <p>This window can be closed.</p>
            <script>window.close()</script>
            """);

    private SessionPages() {}

    /** For a hidden frame: asks for itself again before the session can have ended. */
    static HttpResponse refresher() {
        return IapResponses.answer(HttpStatus.OK, MediaType.HTML_UTF_8, """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>Session refresher</title>
                <meta http-equiv="refresh" content="%d"></head><body></body></html>
                """.formatted(RELOAD.toSeconds()));
    }

    static String refreshed() {
        return REFRESHED;
    }
}
