package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The program in a process of its own, with an environment of its own. */
final class LauncherProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path out;
    private final Path err;
    private final Process process;

    private LauncherProcess(Path out, Path err, Process process) {
        this.out = out;
        this.err = err;
        this.process = process;
    }

    /**
     * @param root the checkout it is to take for its own, and where what it prints is kept
     */
    static LauncherProcess start(Path root, Map<String, String> environment, String... arguments) throws IOException {
        Path out = Files.createTempFile(root, "out", "");
        Path err = Files.createTempFile(root, "err", "");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dsallyport.root=" + root,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sallyport.launcher.Sallyport"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new LauncherProcess(out, err, builder.start());
    }

    /** The first group of a pattern, once standard output has it. */
    String printed(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher("");
        Awaitility.await(pattern)
                .atMost(PATIENCE)
                .until(() -> matcher.reset(Files.readString(out)).find() || !process.isAlive());
        assertThat(process.isAlive()).as(this::err).isTrue();
        return matcher.group(1);
    }

    /** Its exit code, once it has ended by itself. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("ends by itself")
                .isTrue();
        return process.exitValue();
    }

    String err() {
        try {
            return Files.readString(err);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + err, e);
        }
    }

    /** As {@code kill -9} ends it, if it has not ended yet. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
