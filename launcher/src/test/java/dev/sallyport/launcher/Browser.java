package dev.sallyport.launcher;

import java.io.IOException;
import java.net.CookieManager;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A browser on the local cloud's internet: keeps cookies, and goes on past self-signed certificates as a person does who
 * was told to expect one.
 */
final class Browser {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

    private final HttpClient client;

    private Browser(String proxy, Redirect redirect) {
        String[] hostAndPort = proxy.split(":");
        client = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .proxy(ProxySelector.of(new InetSocketAddress(hostAndPort[0], Integer.parseInt(hostAndPort[1]))))
                .cookieHandler(new CookieManager())
                .followRedirects(redirect)
                .connectTimeout(PATIENCE)
                .sslContext(trustingAll())
                .build();
    }

    /** A browser that goes where it is sent. */
    static Browser behind(String proxy) {
        return new Browser(proxy, Redirect.ALWAYS);
    }

    /** Like curl: shows a redirect instead of following it. */
    static Browser thatStaysBehind(String proxy) {
        return new Browser(proxy, Redirect.NEVER);
    }

    HttpResponse<String> get(String url) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(url)));
    }

    /** Goes to a protected page, picks an account where Google asks for one, and returns what comes in the end. */
    HttpResponse<String> signIn(String url, String email) throws IOException {
        HttpResponse<String> signInPage = get(url);
        if (!signInPage.uri().getHost().equals("accounts.google.com")) {
            throw new AssertionError(url + " did not lead to the sign-in page but to " + signInPage);
        }
        StringBuilder form = new StringBuilder("email=" + encoded(email));
        String firstForm = signInPage.body().substring(0, signInPage.body().indexOf("</form>"));
        Matcher hidden = HIDDEN.matcher(firstForm);
        while (hidden.find()) {
            form.append('&').append(encoded(text(hidden.group(1)))).append('=').append(encoded(text(hidden.group(2))));
        }
        return send(HttpRequest.newBuilder(signInPage.uri().resolve("/signin"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.toString())));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String text(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static SSLContext trustingAll() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustAll()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no TLS", e);
        }
    }

    /** An extended trust manager is asked instead of the check of host names, too. */
    private static final class TrustAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
