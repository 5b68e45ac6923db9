package dev.sallyport.stages;

import dev.sallyport.failure.Retryable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Somebody on the internet who follows no redirect and keeps no cookie. */
final class Visitor {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpClient client;

    /**
     * @param proxy {@code host:port} of the proxy to the internet, or empty for none
     * @param pin SHA-256 of the only certificate to accept, or empty for what the platform trusts
     */
    Visitor(Optional<String> proxy, Optional<String> pin) {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(PATIENCE);
        proxy.map(Visitor::address).map(ProxySelector::of).ifPresent(builder::proxy);
        pin.map(PinnedTrust::contextFor).ifPresent(builder::sslContext);
        client = builder.build();
    }

    /**
     * @throws IOException if there is no answer; its message says why
     * @throws Retryable if the thread is interrupted
     */
    HttpResponse<String> get(String url, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).GET();
        headers.forEach(request::header);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Retryable("interrupted while visiting " + url, e);
        }
    }

    /** The innermost message of a failure to get an answer: the outer ones only say that there was one. */
    static String reason(IOException e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null
                ? cause.getClass().getSimpleName()
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    static InetSocketAddress address(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        return new InetSocketAddress(
                hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
    }
}
