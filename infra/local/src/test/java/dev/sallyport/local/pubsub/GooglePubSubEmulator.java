package dev.sallyport.local.pubsub;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Google's own emulator from the Cloud SDK, in a process of its own on a free port. */
final class GooglePubSubEmulator implements AutoCloseable {
    private static final String FOLDER = "platform/pubsub-emulator/lib";
    private static final Pattern JAR = Pattern.compile("cloud-pubsub-emulator-.*-all\\.jar");

    private final Process process;
    private final String endpoint;

    private GooglePubSubEmulator(Process process, String endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** The emulator's jar, if the Cloud SDK is on the path or in its usual places and has it. */
    static Optional<Path> jar() {
        return Stream.concat(sdkOnPath(), usualPlaces())
                .map(sdk -> sdk.resolve(FOLDER))
                .filter(Files::isDirectory)
                .flatMap(GooglePubSubEmulator::jarsIn)
                .findFirst();
    }

    static GooglePubSubEmulator start(Path jar) {
        try {
            int port = freePort();
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-jar",
                            jar.toString(),
                            "--host=127.0.0.1",
                            "--port=" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            GooglePubSubEmulator emulator = new GooglePubSubEmulator(process, "127.0.0.1:" + port);
            emulator.awaitReady();
            return emulator;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        process.destroy();
    }

    private void awaitReady() {
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + endpoint + "/")).build();
        Awaitility.await("Google's emulator to answer")
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> client.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Stream<Path> sdkOnPath() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "gcloud"))
                .filter(Files::isExecutable)
                .map(GooglePubSubEmulator::followed)
                .map(gcloud -> gcloud.getParent().getParent());
    }

    private static Path followed(Path link) {
        try {
            return link.toRealPath();
        } catch (IOException e) {
            return link;
        }
    }

    private static Stream<Path> usualPlaces() {
        return Stream.of(
                Path.of("/usr/lib/google-cloud-sdk"),
                Path.of("/opt/google-cloud-sdk"),
                Path.of(System.getProperty("user.home"), "google-cloud-sdk"));
    }

    private static Stream<Path> jarsIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(file -> JAR.matcher(file.getFileName().toString()).matches())
                    .toList()
                    .stream();
        } catch (IOException e) {
            return List.<Path>of().stream();
        }
    }
}
