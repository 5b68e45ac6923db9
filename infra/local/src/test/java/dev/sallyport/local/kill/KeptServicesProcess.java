package dev.sallyport.local.kill;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** One life of {@link KeptServices}, from its start to its kill -9. */
final class KeptServicesProcess {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private final Process process;

    /**
     * @param state the directory
     * @param errors where the process writes what went wrong
     */
    KeptServicesProcess(Path state, Path errors) throws IOException {
        process = new ProcessBuilder(
                        JAVA.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KeptServices.class.getName(),
                        state.toString())
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
    }

    /** Returns when it serves. */
    ManagedChannel connect() throws IOException {
        String port = process.inputReader().readLine();
        if (port == null) {
            throw new IllegalStateException("the services ended on their way up");
        }
        return ManagedChannelBuilder.forTarget("127.0.0.1:" + port)
                .usePlaintext()
                .build();
    }

    /** Kills it after a while, whatever it is doing then. */
    CompletableFuture<Void> killAfter(Duration delay) {
        Executor later = CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS);
        return CompletableFuture.runAsync(this::kill, later);
    }

    /** Returns when it is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }
}
