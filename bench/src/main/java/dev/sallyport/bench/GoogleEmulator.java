package dev.sallyport.bench;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One of Google's own emulators, from the Cloud SDK that {@code gcloud} on the PATH belongs to. */
final class GoogleEmulator implements Target {
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(200);

    /** Which of them; the memory is what a machine with other work has to spare. */
    enum Kind {
        PUBSUB("Google's Pub/Sub emulator", "pubsub-emulator/lib", "cloud-pubsub-emulator-.*-all\\.jar") {
            @Override
            List<String> arguments(Path jar) {
                return List.of("-Xmx512m", "-jar", jar.toString());
            }
        },
        FIRESTORE("Google's Firestore emulator", "cloud-firestore-emulator", "cloud-firestore-emulator\\.jar") {
            @Override
            List<String> arguments(Path jar) {
                String main = "com.google.cloud.datastore.emulator.firestore.CloudFirestore";
                return List.of("-Xmx512m", "-Duser.language=en", "-cp", jar.toString(), main, "start");
            }
        };

        private final String title;
        private final String folder;
        private final String jarName;

        Kind(String title, String folder, String jarName) {
            this.title = title;
            this.folder = folder;
            this.jarName = jarName;
        }

        abstract List<String> arguments(Path jar);

        String title() {
            return title;
        }

        Path folder(Path sdk) {
            return sdk.resolve("platform").resolve(folder);
        }

        /** The emulator's jar; empty where the Cloud SDK or this part of it is not installed. */
        Optional<Path> jar() {
            return sdks().map(this::folder).flatMap(this::jarsIn).findFirst();
        }

        private Stream<Path> jarsIn(Path where) {
            try (Stream<Path> files = Files.isDirectory(where) ? Files.list(where) : Stream.empty()) {
                return files.filter(file -> file.getFileName().toString().matches(jarName)).toList().stream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final Kind kind;
    private final Process process;
    private final String hostPort;

    private GoogleEmulator(Kind kind, Process process, String hostPort) {
        this.kind = kind;
        this.process = process;
        this.hostPort = hostPort;
    }

    /** Starts it on a free port and waits until it answers. */
    static GoogleEmulator start(Kind kind, Path jar) {
        int port = FreePort.find();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(kind.arguments(jar));
        command.addAll(List.of("--host=127.0.0.1", "--port=" + port));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            GoogleEmulator emulator = new GoogleEmulator(kind, process, "127.0.0.1:" + port);
            emulator.awaitReady();
            return emulator;
        } catch (IOException e) {
            throw new UncheckedIOException(kind.title() + " did not start", e);
        }
    }

    @Override
    public String title() {
        return kind.title();
    }

    @Override
    public String hostPort() {
        return hostPort;
    }

    @Override
    public double processorSeconds() {
        return CloudProcess.processorSeconds(process.pid());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void awaitReady() {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (!answers()) {
            if (System.nanoTime() > end || ended()) {
                close();
                throw new IllegalStateException(title() + " does not answer on " + hostPort);
            }
        }
    }

    /** Whether it has ended, by the time of the next look at least. */
    private boolean ended() {
        try {
            return process.waitFor(CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + title() + " started", e);
        }
    }

    private boolean answers() {
        try {
            AggregatedHttpResponse answer =
                    WebClient.of("h1c://" + hostPort).get("/").aggregate().join();
            return answer.status().code() == 200;
        } catch (CompletionException e) {
            return false;
        }
    }

    private static Stream<Path> sdks() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "gcloud"))
                .filter(Files::isExecutable)
                .map(GoogleEmulator::sdkOf);
    }

    private static Path sdkOf(Path gcloud) {
        try {
            return gcloud.toRealPath().getParent().getParent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
