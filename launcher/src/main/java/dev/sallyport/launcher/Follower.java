package dev.sallyport.launcher;

import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Deployments;
import dev.sallyport.deployment.Event;
import dev.sallyport.launcher.progress.Progress;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads a deployment's document again and again, shows it each time, and tells when it has come to an end. Reads that
 * fail are repeated with growing pauses.
 */
final class Follower implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Follower.class.getName());
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Deployments deployments;
    private final InstantSource time;
    private final Progress progress;
    private final AtomicLong answered = new AtomicLong();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "follower");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param time the clock of the cloud that the deployment lives in
     */
    Follower(Deployments deployments, InstantSource time, Progress progress) {
        this.deployments = deployments;
        this.time = time;
        this.progress = progress;
    }

    /**
     * The deployment once it is protected or destroyed, or has failed. Ends with {@link BadInput} if the request was refused, with
     * {@link Superseded} if a newer one took its place before the end was seen.
     *
     * @param messageId id of the message that brought the request
     */
    CompletableFuture<Deployment> follow(String deployment, String messageId) {
        CompletableFuture<Deployment> end = new CompletableFuture<>();
        executor.execute(() -> look(deployment, messageId, SHORTEST_PAUSE, end));
        return end;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void look(String name, String messageId, Duration pause, CompletableFuture<Deployment> end) {
        Duration next = SHORTEST_PAUSE;
        try {
            look(name, messageId, end);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "cannot read deployment " + name + " now", e);
            next = longer(pause);
        }
        if (!end.isDone()) {
            Duration following = next;
            executor.schedule(() -> look(name, messageId, following, end), next.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look(String name, String messageId, CompletableFuture<Deployment> end) {
        Optional<Deployment> current = deployments.find(name);
        Optional<Deployment> ours = current.filter(deployment ->
                deployment.acceptedRequest().equals(messageId) || deployment.generation() == answered.get());
        ours.ifPresent(deployment -> progress.show(deployment, time.instant()));
        ours.filter(deployment -> deployment.phase().isEnd()).ifPresent(end::complete);
        if (ours.isEmpty()) {
            endWithout(name, messageId, current).ifPresent(end::completeExceptionally);
        }
    }

    /** Why there is nothing to wait for; empty while the request may still be taken in. */
    private Optional<RuntimeException> endWithout(String name, String messageId, Optional<Deployment> current) {
        return deployments.answer(name, messageId).flatMap(event -> end(event, current));
    }

    private Optional<RuntimeException> end(Event event, Optional<Deployment> current) {
        return switch (event.kind()) {
            // The functions check what the command line cannot know, such as the operator's guardrails.
            case REFUSED -> Optional.of(new BadInput("the request was refused: " + event.text()));
            // The events are read after the document: accepted in between, ours is newer than what was read.
            // The next look finds it, also where the request is one that lets the generation go on that is there.
            case ACCEPTED, RETRIED, PAUSED, RESUMED -> {
                answered.set(event.generation());
                yield current.filter(deployment -> deployment.generation() > event.generation())
                        .map(deployment -> new Superseded(event.generation(), deployment));
            }
            case CHECKED, CANCELLED, STARTED, WAITING, DONE, FAILED, FINDING, REPAIRED, MUTED, PROTECTED, DESTROYED ->
                Optional.empty();
        };
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
}
