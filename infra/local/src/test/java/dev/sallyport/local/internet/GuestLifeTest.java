package dev.sallyport.local.internet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.local.LocalCloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The process of a guest command lives exactly as long as its VM runs. */
class GuestLifeTest {
    private final LocalCloud cloud = LocalCloud.start();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void itEndsWhenTheVmIsStoppedAndBeginsAnewWhenItIsStarted() {
        PublishedApp app = running("echo pid $$; exec sleep 300");
        long first = pids(app, 1).get(0);

        app.change(PublishedApp.VM + "/stop", "");
        awaiting("the end", () -> !isRunning(first));

        app.change(PublishedApp.VM + "/start", "");
        assertThat(isRunning(pids(app, 2).get(1))).isTrue();
    }

    @Test
    void aResetEndsItAndStartsItAgain() {
        PublishedApp app = running("echo pid $$; exec sleep 300");
        long first = pids(app, 1).get(0);

        app.change(PublishedApp.VM + "/reset", "");

        long second = pids(app, 2).get(1);
        awaiting("the end", () -> !isRunning(first));
        assertThat(isRunning(second)).isTrue();
    }

    @Test
    void itEndsWhenTheVmIsDeleted() {
        PublishedApp app = running("echo pid $$; exec sleep 300");
        long pid = pids(app, 1).get(0);

        app.change("DELETE", PublishedApp.VM, "");

        awaiting("the end", () -> !isRunning(pid));
        assertThat(app.get(PublishedApp.VM + "/serialPort").status()).isEqualTo(404);
    }

    @Test
    void itEndsWithTheCloud() {
        PublishedApp app = running("echo pid $$; exec sleep 300");
        long pid = pids(app, 1).get(0);

        cloud.close();

        awaiting("the end", () -> !isRunning(pid));
    }

    @Test
    void whatItLeftInTheBackgroundEndsWithIt() {
        PublishedApp app = running("(sleep 300 & echo pid $!); sh -c 'sleep 300 & echo pid $!; wait'");
        List<Long> pids = pids(app, 2);

        app.change(PublishedApp.VM + "/stop", "");

        awaiting("the end of both", () -> pids.stream().noneMatch(GuestLifeTest::isRunning));
    }

    @Test
    void whatRunsOnAfterItsShellIsOverEndsWithTheVm() {
        PublishedApp app = running("sleep 300 > /dev/null 2>&1 & echo pid $!");
        long pid = pids(app, 1).get(0);
        awaiting("the end of the shell", () -> app.serial().contains("exit code 0"));
        assertThat(isRunning(pid)).isTrue();

        app.change(PublishedApp.VM + "/stop", "");

        awaiting("the end", () -> !isRunning(pid));
    }

    @Test
    void theSerialPortIsReadOnFromWhereOneWas() {
        PublishedApp app = running("printf 'one two three'; exec sleep 300");
        awaiting("the output", () -> app.serial().equals("one two three"));

        JsonNode all = app.get(PublishedApp.VM + "/serialPort").body();
        assertThat(all.path("kind").asText()).isEqualTo("compute#serialPortOutput");
        assertThat(all.path("next").asText()).isEqualTo("13");
        assertThat(contents(app, "?start=8")).isEqualTo("three");
        assertThat(contents(app, "?start=-5")).isEqualTo("three");
        assertThat(contents(app, "?start=13")).isEmpty();
        assertThat(contents(app, "?port=2")).isEmpty();
        assertThat(app.get(PublishedApp.VM + "/serialPort?port=5").status()).isEqualTo(400);
    }

    private PublishedApp running(String command) {
        return PublishedApp.vm(cloud, "lab-project", command);
    }

    private static String contents(PublishedApp app, String query) {
        return app.get(PublishedApp.VM + "/serialPort" + query)
                .body()
                .path("contents")
                .asText();
    }

    /** The first so many process ids that the command told. */
    private static List<Long> pids(PublishedApp app, int count) {
        awaiting("the command to have told " + count, () -> pids(app).size() >= count);
        return pids(app).subList(0, count);
    }

    private static List<Long> pids(PublishedApp app) {
        return Pattern.compile("pid (\\d+)\n")
                .matcher(app.serial())
                .results()
                .map(match -> Long.valueOf(match.group(1)))
                .toList();
    }

    /** A process that has ended may wait for somebody to ask how; it does nothing any more. */
    private static boolean isRunning(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "stat");
        try {
            boolean waits = Files.exists(status) && Files.readString(status).contains(") Z ");
            return !waits
                    && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
        } catch (IOException e) {
            if (!Files.exists(status)) {
                return false;
            }
            throw new UncheckedIOException(e);
        }
    }

    private static void awaiting(String what, Callable<Boolean> condition) {
        await(what)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(condition);
    }
}
