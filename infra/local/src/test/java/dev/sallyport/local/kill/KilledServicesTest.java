package dev.sallyport.local.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pub/Sub and Firestore in a process that dies by kill -9 again and again, at random moments, in the middle of writes.
 * How often, {@code -Dsallyport.kills=100} says, and {@code -Dsallyport.kills.seed} at which moments.
 */
class KilledServicesTest {
    private static final int KILLS = Integer.getInteger("sallyport.kills", 8);
    private static final long SEED = Long.getLong("sallyport.kills.seed", System.nanoTime());

    /** Writers have just begun after no time, and are at full speed after this. */
    private static final Duration LONGEST_LIFE = Duration.ofMillis(500);

    /** How long a start takes at most that is worth being killed at. */
    private static final Duration LONGEST_START = Duration.ofSeconds(1);

    /** One start in so many dies before it serves, or shortly after. */
    private static final int KILLED_STARTS = 8;

    private final Random random = new Random(SEED);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Workload> workloads =
            List.of(new MessageTraffic(), new DocumentWriter("left"), new DocumentWriter("right"));

    @TempDir
    private Path folder;

    private Optional<KeptServicesProcess> running = Optional.empty();
    private Optional<ManagedChannel> connected = Optional.empty();

    @AfterEach
    void nothingIsLeftRunning() {
        running.ifPresent(KeptServicesProcess::kill);
        connected.ifPresent(ManagedChannel::shutdownNow);
        threads.shutdownNow();
    }

    @Test
    void everythingThatWasAnsweredIsThereAfterEveryKill() throws IOException {
        Channel first = start();
        workloads.forEach(workload -> workload.begin(first));
        for (int kill = 1; kill <= KILLS; kill++) {
            try {
                writeUntilKilled();
                if (random.nextInt(KILLED_STARTS) == 0) {
                    dieOnTheWayUp();
                }
                Channel again = start();
                workloads.forEach(workload -> workload.check(again));
            } catch (IOException | RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "kill %d, with -Dsallyport.kills.seed=%d; the services said: %s"
                                .formatted(kill, SEED, Files.readString(errors())),
                        e);
            }
        }
        assertThat(workloads).as("written at all").allMatch(workload -> workload.answered() > 0);
    }

    /** Returns when all writers have noticed. */
    private void writeUntilKilled() {
        Channel channel = connected.orElseThrow();
        List<CompletableFuture<Void>> ends = workloads.stream()
                .flatMap(workload -> workload.writers().stream())
                .map(writer -> CompletableFuture.runAsync(() -> writeUntilTheEnd(writer, channel), threads))
                .collect(Collectors.toCollection(ArrayList::new));
        ends.add(running.orElseThrow().killAfter(Duration.ofNanos(random.nextLong(LONGEST_LIFE.toNanos()))));
        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).join();
    }

    private static void writeUntilTheEnd(Consumer<Channel> writer, Channel channel) {
        try {
            while (true) {
                writer.accept(channel);
            }
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
                throw e;
            }
        }
    }

    private void dieOnTheWayUp() throws IOException {
        run().killAfter(Duration.ofNanos(random.nextLong(LONGEST_START.toNanos())))
                .join();
    }

    private Channel start() throws IOException {
        connected.ifPresent(ManagedChannel::shutdownNow);
        connected = Optional.of(run().connect());
        return connected.get();
    }

    private KeptServicesProcess run() throws IOException {
        running = Optional.of(new KeptServicesProcess(folder.resolve("state"), errors()));
        return running.get();
    }

    private Path errors() {
        return folder.resolve("errors");
    }
}
