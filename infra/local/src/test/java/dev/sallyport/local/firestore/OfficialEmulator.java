package dev.sallyport.local.firestore;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Google's own Firestore emulator, from the Cloud SDK that {@code gcloud} on the PATH belongs to. */
final class OfficialEmulator implements AutoCloseable {
    private static final String JAR = "platform/cloud-firestore-emulator/cloud-firestore-emulator.jar";
    private static final String MAIN = "com.google.cloud.datastore.emulator.firestore.CloudFirestore";

    private final int port;
    private final Process process;

    private OfficialEmulator(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    static Optional<Path> jar() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "gcloud"))
                .filter(Files::isExecutable)
                .flatMap(gcloud -> sdkOf(gcloud).map(sdk -> sdk.resolve(JAR)).stream())
                .filter(Files::isReadable)
                .findFirst();
    }

    static OfficialEmulator start(Path jar) {
        int port = freePort();
        OfficialEmulator emulator = new OfficialEmulator(port, launch(jar, port));
        await("the emulator to answer")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(emulator::isReady);
        return emulator;
    }

    String hostPort() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the emulator ended with exit code " + process.exitValue());
        }
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://" + hostPort() + "/").toURL().openConnection();
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static Process launch(Path jar, int port) {
        String java = ProcessHandle.current().info().command().orElse("java");
        try {
            return new ProcessBuilder(
                            java,
                            "-Xmx512m",
                            "-Duser.language=en",
                            "-cp",
                            jar.toString(),
                            MAIN,
                            "start",
                            "--host=127.0.0.1",
                            "--port=" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> sdkOf(Path gcloud) {
        try {
            return Optional.of(gcloud.toRealPath().getParent().getParent());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
