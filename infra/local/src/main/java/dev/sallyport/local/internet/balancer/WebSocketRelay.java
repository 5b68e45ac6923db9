package dev.sallyport.local.internet.balancer;

import com.linecorp.armeria.client.websocket.WebSocketClient;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpHeadersBuilder;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.common.websocket.WebSocket;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.websocket.WebSocketService;
import com.linecorp.armeria.server.websocket.WebSocketServiceHandler;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Passes the frames of a WebSocket on to a VM and back. IAP has looked at the request that asked for it, and looks at
 * nothing after that.
 */
final class WebSocketRelay {
    /** What belongs to one of the two connections, and is negotiated for each. */
    private static final List<AsciiString> OF_THE_CONNECTION = List.of(
            HttpHeaderNames.CONNECTION,
            HttpHeaderNames.UPGRADE,
            HttpHeaderNames.SEC_WEBSOCKET_KEY,
            HttpHeaderNames.SEC_WEBSOCKET_VERSION,
            HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS,
            HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);

    private WebSocketRelay() {}

    static boolean isAskedFor(RequestHeaders headers) {
        return "websocket".equalsIgnoreCase(headers.get(HttpHeaderNames.UPGRADE));
    }

    /** Upgrades the client's connection; a VM that does not want to closes the WebSocket again. */
    static HttpResponse relay(WebSocketClient vm, ServiceRequestContext context, HttpRequest request) {
        WebSocketService upgrade = upgrade((same, fromClient) -> joined(vm, request.headers(), fromClient));
        try {
            return upgrade.serve(context, request.withHeaders(withOrigin(request.headers())));
        } catch (Exception e) {
            return HttpResponse.ofFailure(e);
        }
    }

    /** What tells the server, before there is a request, that a service upgrades connections. */
    static WebSocketService mark() {
        return upgrade((context, fromClient) -> WebSocket.streaming());
    }

    /** Whether the page may open WebSockets is for the app to say. */
    private static WebSocketService upgrade(WebSocketServiceHandler handler) {
        return WebSocketService.builder(handler).allowedOrigin(origin -> true).build();
    }

    /** Programs send no origin, which the server would hold against them. */
    private static RequestHeaders withOrigin(RequestHeaders headers) {
        return headers.contains(HttpHeaderNames.ORIGIN)
                ? headers
                : headers.toBuilder()
                        .set(HttpHeaderNames.ORIGIN, headers.scheme() + "://" + headers.authority())
                        .build();
    }

    private static WebSocket joined(WebSocketClient vm, RequestHeaders headers, WebSocket fromClient) {
        CompletableFuture<StreamMessage<WebSocketFrame>> fromVm = vm.connect(headers.path(), onwards(headers))
                .thenApply(session -> {
                    session.setOutbound(fromClient);
                    return session.inbound();
                });
        return WebSocket.of(StreamMessage.of(fromVm));
    }

    private static HttpHeaders onwards(RequestHeaders headers) {
        HttpHeadersBuilder onwards = HttpHeaders.builder();
        headers.forEach((name, value) -> {
            boolean pseudo = name.charAt(0) == ':';
            if (!pseudo && !OF_THE_CONNECTION.contains(name)) {
                onwards.add(name, value);
            }
        });
        return onwards.build();
    }
}
