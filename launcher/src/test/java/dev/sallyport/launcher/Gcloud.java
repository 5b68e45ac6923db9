package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The gcloud command as it is installed, pointed at a local cloud; the settings of whoever runs the test stay out of it. */
final class Gcloud {
    /** Settings with which it asks nobody anything but the APIs: no person, and no server that may be out of reach. */
    static final Map<String, String> ALONE = Map.of(
            "CLOUDSDK_CORE_DISABLE_PROMPTS", "true",
            "CLOUDSDK_CORE_DISABLE_USAGE_REPORTING", "true",
            "CLOUDSDK_CORE_CHECK_GCE_METADATA", "false",
            "CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK", "true");

    private static final long PATIENCE_SECONDS = 60;

    private final Path command;
    private final Path folder;
    private final Map<String, String> environment;

    /**
     * @param folder where its settings and its input files lie
     * @param environment what {@code ./sallyport local env} prints
     */
    Gcloud(Path command, Path folder, Map<String, String> environment) {
        this.command = command;
        this.folder = folder;
        this.environment = environment;
    }

    /** Where gcloud is, if it is on the PATH. */
    static Optional<Path> installed() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(place -> Path.of(place, "gcloud"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs a command line that must succeed, split at blanks, and returns what it prints. */
    String run(String line) {
        Run run = execute(line);
        assertThat(run.code()).as("gcloud %s%n%s", line, run.err()).isZero();
        return run.out().strip();
    }

    /** Runs a command line that must fail, and returns what it complains of. */
    String refused(String line) {
        Run run = execute(line);
        assertThat(run.code()).as("gcloud %s%n%s", line, run.out()).isNotZero();
        return run.err();
    }

    private record Run(int code, String out, String err) {}

    private Run execute(String line) {
        List<String> words = new ArrayList<>(List.of(command.toString()));
        words.addAll(List.of(line.strip().split("\\s+")));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        process.environment().keySet().removeIf(name -> name.startsWith("CLOUDSDK_"));
        process.environment().putAll(environment);
        process.environment().put("CLOUDSDK_CONFIG", folder.resolve("settings").toString());
        process.environment().putAll(ALONE);
        try {
            Process running = process.start();
            running.getOutputStream().close();
            if (!running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                running.destroyForcibly();
                throw new AssertionError("gcloud " + line + ": no end after " + PATIENCE_SECONDS + " s");
            }
            return new Run(running.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new AssertionError("gcloud " + line, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
