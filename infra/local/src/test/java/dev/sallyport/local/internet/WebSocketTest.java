package dev.sallyport.local.internet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WebSockets through the load balancer: IAP sees the request that asks for one, and nothing after it. */
class WebSocketTest {
    private static final URI ADDRESS = URI.create("wss://" + Lab.ADDRESS + "/chat");

    private final Lab lab = Lab.empty();

    @BeforeEach
    void boot() {
        lab.bootGuestProgram();
        lab.putFrontEnd();
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void framesGoToTheVmAndBack() {
        lab.putService(77, false);

        assertThat(echoed("hello", "")).isEqualTo("hello");
    }

    @Test
    void aStrangerGetsNone() {
        lab.putService(77, true);

        assertThatThrownBy(() -> echoed("hello", "")).hasCauseInstanceOf(WebSocketHandshakeException.class);
    }

    @Test
    void aSessionOpensOne() {
        lab.putService(77, true);
        lab.policies.grant(lab.resource(77), TestAccounts.ALICE.email());
        Browser browser = new Browser(lab.client());
        browser.signIn(Lab.URL, TestAccounts.ALICE.email());

        assertThat(echoed("hello", browser.cookieHeader(Lab.ADDRESS))).isEqualTo("hello");
    }

    private String echoed(String text, String cookies) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        WebSocket.Builder builder = lab.client().http().newWebSocketBuilder();
        if (!cookies.isEmpty()) {
            builder.header("cookie", cookies);
        }
        WebSocket socket = builder.buildAsync(ADDRESS, new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
                        answer.complete(data.toString());
                        return null;
                    }

                    @Override
                    public void onError(WebSocket from, Throwable failure) {
                        answer.completeExceptionally(failure);
                    }

                    @Override
                    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
                        answer.completeExceptionally(new IllegalStateException("closed: " + status + " " + reason));
                        return null;
                    }
                })
                .join();
        socket.sendText(text, true);
        String echoed = answer.orTimeout(10, TimeUnit.SECONDS).join();
        socket.abort();
        return echoed;
    }
}
