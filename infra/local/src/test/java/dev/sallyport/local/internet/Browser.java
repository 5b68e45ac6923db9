package dev.sallyport.local.internet;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Follows redirects, keeps cookies by host, and fills in the sign-in form, as a person with a browser would. */
final class Browser {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");
    private static final int MOST_REDIRECTS = 10;

    private final Map<String, Map<String, String>> cookiesByHost = new LinkedHashMap<>();
    private final List<URI> visited = new ArrayList<>();
    private final TestClient client;

    Browser(TestClient client) {
        this.client = client;
    }

    /** Opens a page, and any it leads to. */
    HttpResponse<String> open(String url) {
        return follow(URI.create(url), visit(URI.create(url), null));
    }

    /** Opens a page and, on the sign-in page it leads to, picks the account. */
    HttpResponse<String> signIn(String url, String email) {
        return choose(open(url), email);
    }

    /** Picks an account on the sign-in page. */
    HttpResponse<String> choose(HttpResponse<String> signInPage, String email) {
        URI form = signInPage.uri().resolve("/signin");
        return follow(form, visit(form, form(signInPage.body()) + "&email=" + encode(email)));
    }

    /** One request, with cookies; what comes back is not followed. */
    HttpResponse<String> visit(URI url, String form) {
        visited.add(url);
        String[] headers = {"accept", "text/html,*/*", "cookie", cookieHeader(url.getHost())};
        HttpResponse<String> response =
                form == null ? client.get(url.toString(), headers) : client.post(url.toString(), form, headers);
        response.headers().allValues("set-cookie").forEach(cookie -> keep(url.getHost(), cookie));
        return response;
    }

    Map<String, String> cookies(String host) {
        return cookiesByHost.computeIfAbsent(host, unknown -> new LinkedHashMap<>());
    }

    /** Every URL asked for, in order. */
    List<URI> visited() {
        return visited;
    }

    private HttpResponse<String> follow(URI from, HttpResponse<String> response) {
        URI here = from;
        HttpResponse<String> answer = response;
        for (int i = 0; i < MOST_REDIRECTS && answer.statusCode() / 100 == 3; i++) {
            here = here.resolve(answer.headers().firstValue("location").orElseThrow());
            answer = visit(here, null);
        }
        return answer;
    }

    private void keep(String host, String setCookie) {
        String[] pair = setCookie.split(";", 2)[0].split("=", 2);
        if (setCookie.contains("01-Jan-1970")) {
            cookies(host).remove(pair[0]);
        } else {
            cookies(host).put(pair[0], pair[1]);
        }
    }

    String cookieHeader(String host) {
        return cookies(host).entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** The hidden fields of the page's first form. */
    static String form(String page) {
        String first = page.substring(0, page.indexOf("</form>"));
        Matcher fields = HIDDEN.matcher(first);
        return fields.results()
                .map(field -> encode(unescape(field.group(1))) + "=" + encode(unescape(field.group(2))))
                .collect(Collectors.joining("&"));
    }

    private static String unescape(String html) {
        return html.replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
