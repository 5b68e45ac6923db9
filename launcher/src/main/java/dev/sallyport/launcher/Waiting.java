package dev.sallyport.launcher;

import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Deployments;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for what a request comes to, but neither for ever nor past Ctrl-C.
 *
 * @param stop completed when somebody wants the program to end
 * @param log the file that may say why it took too long
 */
record Waiting(Deployments deployments, CompletableFuture<Void> stop, Duration timeout, Path log) {
    /**
     * @param end completed when the deployment has come to an end
     * @throws Interrupted if the program is to stop before that
     * @throws Unfinished if it takes too long
     */
    Deployment await(String name, CompletableFuture<Deployment> end) {
        try {
            CompletableFuture.anyOf(end, stop).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (!end.isDone()) {
                throw new Interrupted();
            }
            return end.get();
        } catch (TimeoutException e) {
            throw new Unfinished(timeout, deployments.find(name), log);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted();
        }
    }
}
