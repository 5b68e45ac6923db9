package dev.sallyport.local.internet.iap;

import com.google.cloud.iap.v1.IapSettings;
import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.Cookies;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.RequestHeaders;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One request to a protected app.
 *
 * @param origin scheme and authority, such as {@code https://203.0.113.4}
 * @param path without the query
 */
record AppRequest(
        ProtectedApp app, IapSettings settings, RequestHeaders headers, String origin, String path, QueryParams query) {

    private static final Pattern AFTER_NAME = Pattern.compile("\\.?(:\\d+)?$");

    static AppRequest of(ProtectedApp app, IapSettings settings, RequestHeaders headers, boolean tls) {
        String target = headers.path();
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        QueryParams query =
                question < 0 ? QueryParams.of() : QueryParams.fromQueryString(target.substring(question + 1));
        String origin = (tls ? "https://" : "http://") + headers.authority();
        return new AppRequest(app, settings, headers, origin, path, query);
    }

    IapMode mode() {
        return IapMode.of(path, query);
    }

    /** The full URL, as the client asked for it. */
    String url() {
        return origin + headers.path();
    }

    /** As IAP compares it: lower case, no port, no dot at the end, Punycode. */
    String host() {
        String host = AFTER_NAME.matcher(String.valueOf(headers.authority())).replaceFirst("");
        boolean ascii = host.chars().allMatch(letter -> letter < 128);
        return (ascii ? host : IDN.toASCII(host, IDN.ALLOW_UNASSIGNED)).toLowerCase(Locale.ROOT);
    }

    boolean isPreflightLetThrough() {
        return headers.method() == HttpMethod.OPTIONS
                && settings.getAccessSettings()
                        .getCorsSettings()
                        .getAllowHttpOptions()
                        .getValue();
    }

    /**
     * Whether a redirect to the sign-in page makes sense. IAP guesses; clients that want a 401 say that they are scripts.
     * Clients that state no preference, as curl does, are redirected.
     */
    boolean canFollowToSignIn() {
        boolean reading = headers.method() == HttpMethod.GET || headers.method() == HttpMethod.HEAD;
        boolean script = "XMLHttpRequest".equalsIgnoreCase(headers.get("x-requested-with"));
        String accept = headers.get(HttpHeaderNames.ACCEPT, "*/*");
        return reading && !script && (accept.contains("text/html") || accept.contains("*/*"));
    }

    /** Whether a page is worth more to the client than a line of text. */
    boolean prefersPages() {
        return headers.get(HttpHeaderNames.ACCEPT, "").contains("text/html");
    }

    Optional<String> cookie(String name) {
        return cookies().stream()
                .filter(cookie -> cookie.name().equals(name))
                .map(Cookie::value)
                .findFirst();
    }

    Cookies cookies() {
        return headers.cookies();
    }
}
