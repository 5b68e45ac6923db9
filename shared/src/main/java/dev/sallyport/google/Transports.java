package dev.sallyport.google;

import com.google.api.gax.core.FixedExecutorProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.httpjson.InstantiatingHttpJsonChannelProvider;
import com.google.api.gax.rpc.ClientSettings;
import com.google.api.gax.rpc.FixedHeaderProvider;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.api.gax.rpc.TransportChannel;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What the clients share: one channel to the Compute API, one to the other APIs where a single endpoint serves them
 * all, and the threads.
 */
final class Transports implements AutoCloseable {
    private static final String COMPUTE = "https://compute.googleapis.com";

    private final Optional<String> endpoint;
    private final ScheduledExecutorService background =
            Executors.newScheduledThreadPool(2, task -> daemon(task, "google-background"));
    private final ExecutorService calls = Executors.newCachedThreadPool(task -> daemon(task, "google-call"));
    private TransportChannel httpChannel;
    private ManagedChannel plainTextChannel;

    /** @param endpoint {@code host:port} that serves every API over plain text, or empty for Google's own */
    Transports(Optional<String> endpoint) {
        this.endpoint = endpoint;
    }

    /** Settings of a Compute client, which speaks JSON over HTTP. */
    <B extends ClientSettings.Builder<?, B>> B http(B settings) {
        return shared(settings).setTransportChannelProvider(FixedTransportChannelProvider.create(httpChannel()));
    }

    /** Settings of a client that speaks gRPC. */
    <B extends ClientSettings.Builder<?, B>> B grpc(B settings) {
        B prepared = shared(settings);
        return endpoint.isEmpty()
                ? prepared
                : prepared.setTransportChannelProvider(
                        FixedTransportChannelProvider.create(GrpcTransportChannel.create(plainTextChannel())));
    }

    private <B extends ClientSettings.Builder<?, B>> B shared(B settings) {
        if (endpoint.isPresent()) {
            settings.setCredentialsProvider(NoCredentialsProvider.create());
        }
        return settings.setBackgroundExecutorProvider(FixedExecutorProvider.create(background));
    }

    private synchronized TransportChannel httpChannel() {
        if (httpChannel == null) {
            try {
                httpChannel = InstantiatingHttpJsonChannelProvider.newBuilder()
                        .setEndpoint(endpoint.map(local -> "http://" + local).orElse(COMPUTE))
                        .setHeaderProvider(FixedHeaderProvider.create("User-Agent", "sallyport"))
                        .setExecutor(calls)
                        .build()
                        .getTransportChannel();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot open a channel to the Compute API", e);
            }
        }
        return httpChannel;
    }

    private synchronized ManagedChannel plainTextChannel() {
        if (plainTextChannel == null) {
            plainTextChannel = ManagedChannelBuilder.forTarget(endpoint.orElseThrow())
                    .usePlaintext()
                    .executor(calls)
                    .build();
        }
        return plainTextChannel;
    }

    @Override
    public synchronized void close() {
        if (httpChannel != null) {
            httpChannel.shutdown();
        }
        if (plainTextChannel != null) {
            plainTextChannel.shutdownNow();
        }
        background.shutdownNow();
        calls.shutdown();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
