package dev.sallyport.launcher;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Turns SIGINT and SIGTERM into an orderly end. The Java virtual machine runs its shutdown hooks beside the program's
 * other threads, so the hook says that the end is wanted and waits for the program to have tidied up.
 */
final class Stop {
    private static final Duration TIDYING_UP = Duration.ofSeconds(10);

    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

    private Stop() {}

    static Stop onSignal() {
        Stop stop = new Stop();
        Runtime.getRuntime().addShutdownHook(new Thread(stop::tidyUp, "stop"));
        return stop;
    }

    /** Completed when the program is to end. */
    CompletableFuture<Void> asked() {
        return asked;
    }

    /** Ends the process with this code. */
    void exit(int code) {
        exitCode.complete(code);
        System.exit(code);
    }

    private void tidyUp() {
        asked.complete(null);
        try {
            int code = exitCode.get(TIDYING_UP.toMillis(), TimeUnit.MILLISECONDS);
            // Else the exit code would be the signal's, though the deployment had long come to its end.
            Runtime.getRuntime().halt(code);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            Thread.currentThread().interrupt();
        }
    }
}
