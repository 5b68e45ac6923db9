package dev.sallyport.local.internet.iap;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import dev.sallyport.local.identity.Account;
import java.util.List;

/** The answers IAP gives itself. All carry the header by which they are told from the app's. */
final class IapResponses {
    static final String GENERATED = "x-goog-iap-generated-response";
    private static final String ERROR_CODES = "https://cloud.google.com/iap/docs/faq#error_codes";

    private IapResponses() {}

    /** 401; the reason is the measured text where one is known. */
    static HttpResponse invalidCredentials(String reason) {
        return answer(HttpStatus.UNAUTHORIZED, MediaType.HTML_UTF_8, "Invalid IAP credentials: " + reason);
    }

    /** 403, naming who was recognised: that is how a caller sees that signing in worked and only access is missing. */
    static HttpResponse denied(AppRequest request, Account account) {
        String sentence = "Access denied. For user " + account.email() + ".";
        return request.prefersPages()
                ? answer(HttpStatus.FORBIDDEN, MediaType.HTML_UTF_8, deniedPage(account))
                : answer(HttpStatus.FORBIDDEN, MediaType.PLAIN_TEXT_UTF_8, sentence);
    }

    /** IAP's error page. */
    static HttpResponse error(HttpStatus status, int code) {
        return answer(status, MediaType.HTML_UTF_8, Html.page("Error code " + code, """
                        <h1>There was a problem with your request.</h1>
                        <p>Please reference %s. Error code %d</p>
                        """.formatted(ERROR_CODES, code)));
    }

    static HttpResponse redirect(String location, List<String> setCookies, String body) {
        ResponseHeadersBuilder headers =
                headers(HttpStatus.FOUND, MediaType.HTML_UTF_8).set(HttpHeaderNames.LOCATION, location);
        return with(setCookies, headers, body);
    }

    static HttpResponse page(HttpStatus status, List<String> setCookies, String html) {
        return with(setCookies, headers(status, MediaType.HTML_UTF_8), html);
    }

    static HttpResponse answer(HttpStatus status, MediaType type, String body) {
        return HttpResponse.of(headers(status, type).build(), HttpData.ofUtf8(body));
    }

    private static HttpResponse with(List<String> setCookies, ResponseHeadersBuilder headers, String body) {
        setCookies.forEach(cookie -> headers.add(HttpHeaderNames.SET_COOKIE, cookie));
        return HttpResponse.of(headers.build(), HttpData.ofUtf8(body));
    }

    private static ResponseHeadersBuilder headers(HttpStatus status, MediaType type) {
        return ResponseHeaders.builder(status)
                .contentType(type)
                .set(GENERATED, "true")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-cache, no-store, max-age=0, must-revalidate");
    }

    private static String deniedPage(Account account) {
        return Html.page("You don't have access", """
                <h1>You don't have access</h1>
                <p>Access denied. For user %s.</p>
                <p>You are signed in, but nobody has given this account access to the application.</p>
                <p><a class="button next" href="?gcp-iap-mode=CLEAR_LOGIN_COOKIE">Sign in with another account</a></p>
                """.formatted(Html.text(account.email())));
    }
}
