package dev.sallyport.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.ByteString;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** An HTTP server that takes what is pushed to it. */
final class PushEndpoint implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Server server;

    /** @param arrived is given the data of each message */
    PushEndpoint(Consumer<ByteString> arrived) {
        server = Server.builder()
                .localPort(0, SessionProtocol.HTTP)
                .service(
                        "/push",
                        (context, request) ->
                                HttpResponse.of(request.aggregate().thenApply(push -> {
                                    arrived.accept(data(push));
                                    return HttpResponse.of(HttpStatus.NO_CONTENT);
                                })))
                .build();
        server.start().join();
    }

    String url() {
        return "http://127.0.0.1:" + server.activeLocalPort() + "/push";
    }

    @Override
    public void close() {
        server.stop().join();
    }

    private static ByteString data(AggregatedHttpRequest push) {
        try {
            return ByteString.copyFrom(JSON.readTree(push.content().array())
                    .path("message")
                    .path("data")
                    .binaryValue());
        } catch (IOException e) {
            throw new UncheckedIOException("a push that is not what Pub/Sub sends", e);
        }
    }
}
