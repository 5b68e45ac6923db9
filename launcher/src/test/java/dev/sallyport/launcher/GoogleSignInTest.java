package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --project}, where nobody is signed in to Google Cloud: said at once, and with what to do. */
class GoogleSignInTest {
    private static final String WHAT_TO_DO = "(expected: application-default credentials that Google accepts; get them"
            + " with gcloud auth application-default login, or leave out --project for a local cloud)";

    @TempDir
    private Path folder;

    @Test
    void whereNobodyIsSignedInThatIsSaid() throws Exception {
        // Nothing listens there, as where there is no metadata server.
        assertThat(refusal(Map.of("GCE_METADATA_HOST", "127.0.0.1:9")))
                .contains("credentials were not found", WHAT_TO_DO);
    }

    @Test
    void credentialsThatAreNotThereAreNamed() throws Exception {
        Path nowhere = folder.resolve("nowhere.json");

        assertThat(refusal(Map.of("GOOGLE_APPLICATION_CREDENTIALS", nowhere.toString())))
                .contains(nowhere.toString(), "does not exist", WHAT_TO_DO);
    }

    @Test
    void credentialsThatCannotBeReadAreNamed() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.json"), "not a key");

        assertThat(refusal(Map.of("GOOGLE_APPLICATION_CREDENTIALS", broken.toString())))
                .contains(broken.toString(), WHAT_TO_DO);
    }

    /** As when a person's sign-in has run out. */
    @Test
    void credentialsThatAreNotAcceptedAreNotTriedForLong() throws Exception {
        HttpServer tokens = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        tokens.createContext("/", exchange -> {
            byte[] body = "{\"error\": \"invalid_grant\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(400, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        tokens.start();
        try {
            Path revoked = Files.writeString(folder.resolve("revoked.json"), """
                    {"type": "authorized_user", "client_id": "some-id", "client_secret": "some-secret",
                     "refresh_token": "some-token", "token_uri": "http://127.0.0.1:%d/token"}
                    """.formatted(
                            tokens.getAddress().getPort()));

            assertThat(refusal(Map.of("GOOGLE_APPLICATION_CREDENTIALS", revoked.toString())))
                    .contains("invalid_grant", WHAT_TO_DO)
                    .doesNotContain("some-secret", "some-token");
        } finally {
            tokens.stop(0);
        }
    }

    private String refusal(Map<String, String> settings) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(settings);
        // Where gcloud would have put them.
        environment.put("HOME", folder.toString());
        environment.put("CLOUDSDK_CONFIG", folder.toString());
        try (LauncherProcess process =
                LauncherProcess.start(folder, environment, "repair", "--project", "my-operations", "lab")) {
            assertThat(process.exitCode()).as(process::err).isEqualTo(ExitCode.NO_CLOUD);
            assertThat(process.err().lines()).hasSize(1);
            return process.err();
        }
    }
}
