package dev.sallyport.bench;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.QueryParamsBuilder;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Signs in at the local cloud's accounts.google.com, as a browser would. */
final class Session {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

    private final WebClient client;
    private final URI application;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    private Session(WebClient client, URI application) {
        this.client = client;
        this.application = application;
    }

    /**
     * The Cookie header of a new session.
     *
     * @param client reaches the application, and Google's hosts, through the internet proxy
     * @throws IllegalStateException if the account is not let in
     */
    static String of(WebClient client, URI application, String email) {
        return new Session(client, application).signIn(email);
    }

    private String signIn(String email) {
        String page = follow(application, HttpMethod.GET, "").contentUtf8();
        QueryParamsBuilder form = QueryParams.builder().add("email", email);
        // Both forms of the page carry the same fields: one of each will do.
        HIDDEN.matcher(page).results().forEach(field -> form.set(text(field.group(1)), text(field.group(2))));
        AggregatedHttpResponse answer = follow(
                URI.create("https://accounts.google.com/signin"),
                HttpMethod.POST,
                form.build().toQueryString());
        if (answer.status().code() != 200) {
            throw new IllegalStateException(email + " was not let in: " + answer.status());
        }
        return cookieHeader();
    }

    private AggregatedHttpResponse follow(URI url, HttpMethod method, String form) {
        boolean own = url.getHost().equals(application.getHost());
        RequestHeadersBuilder headers = RequestHeaders.builder(method, url.toString())
                .contentType(MediaType.FORM_DATA)
                .set(HttpHeaderNames.ACCEPT, "text/html");
        if (own) {
            headers.set(HttpHeaderNames.COOKIE, cookieHeader());
        }
        AggregatedHttpResponse answer =
                client.execute(headers.build(), form).aggregate().join();
        if (own) {
            answer.headers().getAll(HttpHeaderNames.SET_COOKIE).forEach(this::keep);
        }
        String location = answer.headers().get(HttpHeaderNames.LOCATION);
        return location == null ? answer : follow(url.resolve(location), HttpMethod.GET, "");
    }

    private void keep(String setCookie) {
        Cookie cookie = Cookie.fromSetCookieHeader(setCookie);
        if (cookie != null && cookie.value().isEmpty()) {
            cookies.remove(cookie.name());
        } else if (cookie != null) {
            cookies.put(cookie.name(), cookie.value());
        }
    }

    private String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private static String text(String html) {
        return html.replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
