package dev.sallyport.local.internet;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * What a client asks the proxy for.
 *
 * @param tunnel true for CONNECT, false for a request in absolute form
 * @param origin where the client says it stands, by the header {@value #SOURCE} or else by its proxy user name
 * @param head what is sent to the destination before the client's further bytes; empty for a tunnel
 */
record ProxyRequest(boolean tunnel, String host, int port, Optional<String> origin, String head) {
    private static final String SOURCE = "x-source";
    private static final int HTTP_PORT = 80;

    /** Empty for what is neither CONNECT host:port nor a request for an absolute http:// URL. */
    static Optional<ProxyRequest> of(HttpRequest request) {
        try {
            return request.method().equals(HttpMethod.CONNECT) ? connect(request) : absolute(request);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<ProxyRequest> connect(HttpRequest request) throws URISyntaxException {
        URI authority = new URI("tcp://" + request.uri());
        boolean complete = authority.getHost() != null && authority.getPort() > 0 && authority.getPort() < 65536;
        return complete
                ? Optional.of(new ProxyRequest(true, authority.getHost(), authority.getPort(), origin(request), ""))
                : Optional.empty();
    }

    private static Optional<ProxyRequest> absolute(HttpRequest request) throws URISyntaxException {
        URI url = new URI(request.uri());
        if (!"http".equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
            return Optional.empty();
        }
        int port = url.getPort() < 0 ? HTTP_PORT : url.getPort();
        return Optional.of(new ProxyRequest(false, url.getHost(), port, origin(request), originForm(request, url)));
    }

    /** One request to a connection: the next may be for another host. */
    private static String originForm(HttpRequest request, URI url) {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        StringBuilder head = new StringBuilder()
                .append(request.method())
                .append(' ')
                .append(path)
                .append(query)
                .append(" HTTP/1.1\r\n");
        request.headers().forEach(header -> {
            String name = header.getKey();
            boolean ofTheProxy = name.equalsIgnoreCase(SOURCE)
                    || name.equalsIgnoreCase("proxy-authorization")
                    || name.equalsIgnoreCase("proxy-connection")
                    || name.equalsIgnoreCase("connection");
            if (!ofTheProxy) {
                head.append(name).append(": ").append(header.getValue()).append("\r\n");
            }
        });
        return head.append("connection: close\r\n\r\n").toString();
    }

    private static Optional<String> origin(HttpRequest request) {
        return Optional.ofNullable(request.headers().get(SOURCE))
                .map(String::strip)
                .or(() -> user(request));
    }

    private static Optional<String> user(HttpRequest request) {
        String credentials = request.headers().get(HttpHeaderNames.PROXY_AUTHORIZATION, "");
        if (!credentials.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(credentials.substring(6).strip());
            return Optional.of(new String(decoded, StandardCharsets.UTF_8).split(":", 2)[0]);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
