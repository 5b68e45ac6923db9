package dev.sallyport.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.cloud.firestore.Firestore;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Deployments;
import dev.sallyport.deployment.Phase;
import dev.sallyport.failure.Retryable;
import dev.sallyport.google.FirestoreConnection;
import dev.sallyport.google.TopicPublisher;
import dev.sallyport.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** A local cloud with all functions, reached as anybody would: requests by Pub/Sub, deployments by Firestore. */
final class LoadedCloud implements AutoCloseable {
    private static final String PROJECT = "lab-project";
    /** A check may take longer than a few seconds where a lot is checked at once, and counts when it is over. */
    private static final int QUIET_SECONDS = 30;

    private static final int AT_A_TIME = 10;
    private static final int MOST_ATTEMPTS = 20;

    private final CloudProcess process;
    private final String hostPort;
    private final Firestore firestore;
    private final TopicPublisher publisher;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();

    private LoadedCloud(CloudProcess process, String hostPort) {
        Settings settings = new Settings(PROJECT, Optional.of(hostPort), Optional.empty(), Optional.empty());
        this.process = process;
        this.hostPort = hostPort;
        firestore = FirestoreConnection.open(settings);
        publisher = new TopicPublisher(settings);
    }

    /** @param javaOptions for the Java virtual machine that cloud and functions share */
    static LoadedCloud start(String javaOptions) {
        CloudProcess process = CloudProcess.up(Map.of("SALLYPORT_JAVA_OPTS", javaOptions));
        List<String> lines = process.linesTo(line -> line.startsWith("ready "));
        return new LoadedCloud(
                process, URI.create(lines.get(lines.size() - 1).split(" ")[1]).getAuthority());
    }

    CloudProcess process() {
        return process;
    }

    /** Some at a time, and once more where a busy cloud does not answer: a request with an id of its own is taken once. */
    void publish(List<TopicPublisher.Message> requests) {
        for (int from = 0; from < requests.size(); from += AT_A_TIME) {
            publishOrRetry(requests.subList(from, Math.min(from + AT_A_TIME, requests.size())));
        }
    }

    private void publishOrRetry(List<TopicPublisher.Message> requests) {
        for (int attempt = 1; ; attempt++) {
            try {
                publisher.publish(requests);
                return;
            } catch (Retryable e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    List<Deployment> deployments() {
        return new Deployments(firestore, Blueprint.protectedApplication()).all();
    }

    Bill bill() {
        try {
            JsonNode usage = JsonMapper.builder()
                    .build()
                    .readTree(URI.create("http://" + hostPort + "/-/usage").toURL());
            return Bill.of(usage);
        } catch (IOException e) {
            throw new UncheckedIOException("the local cloud does not tell what was used", e);
        }
    }

    /**
     * Looks every second, and returns when so many deployments are protected.
     *
     * @param each told at each look how many are
     * @throws IllegalStateException if one has failed, or they are not within the limit
     */
    void awaitProtected(int wanted, Duration limit, LongConsumer each) {
        every(limit, done -> look(wanted, each, done));
    }

    /** Returns when no function has ended for half a minute: what follows a run, such as the first check, has been done, too. */
    void awaitQuiet(Duration limit) {
        AtomicLong runs = new AtomicLong();
        AtomicInteger quiet = new AtomicInteger();
        every(limit, done -> {
            long now = bill().allRuns();
            if (runs.getAndSet(now) != now) {
                quiet.set(0);
            } else if (quiet.incrementAndGet() == QUIET_SECONDS) {
                done.complete(null);
            }
        });
    }

    private void every(Duration limit, Consumer<CompletableFuture<Void>> look) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        ScheduledFuture<?> looks = looking.scheduleWithFixedDelay(() -> lookOrFail(look, done), 1, 1, TimeUnit.SECONDS);
        try {
            done.get(limit.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("only " + count(Phase.PROTECTED) + " are protected after " + limit, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            looks.cancel(false);
        }
    }

    @Override
    public void close() {
        looking.shutdownNow();
        publisher.close();
        firestore.shutdown();
        process.close();
    }

    private static void lookOrFail(Consumer<CompletableFuture<Void>> look, CompletableFuture<Void> done) {
        try {
            look.accept(done);
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    private void look(int wanted, LongConsumer each, CompletableFuture<Void> done) {
        long there = count(Phase.PROTECTED);
        each.accept(there);
        if (there == wanted) {
            done.complete(null);
        } else if (count(Phase.FAILED) > 0) {
            done.completeExceptionally(new IllegalStateException(failures()));
        }
    }

    private String failures() {
        StringBuilder failures = new StringBuilder("failed:");
        deployments()
                .forEach(deployment -> deployment
                        .stages()
                        .forEach((stage, record) -> record.error()
                                .ifPresent(error -> failures.append(
                                        "%n  %s of %s: %s".formatted(stage, deployment.name(), error.message())))));
        return failures.toString();
    }

    private long count(Phase phase) {
        try {
            return firestore
                    .collection("deployments")
                    .whereEqualTo("phase", phase.name())
                    .count()
                    .get()
                    .get()
                    .getCount();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the deployments cannot be counted", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
