package dev.sallyport.launcher;

import com.google.auth.oauth2.GoogleCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Whether somebody is signed in to Google Cloud on this machine, by <a
 * href="https://cloud.google.com/docs/authentication/application-default-credentials">application-default
 * credentials</a>. Asked before anything is, for the clients would go on without credentials, or try bad ones for long.
 */
final class GoogleSignIn {
    static final String LOGIN = "gcloud auth application-default login";

    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

    /** Longer than the look for a metadata server takes where there is none. */
    private static final long PATIENCE_SECONDS = 20;

    private GoogleSignIn() {}

    /**
     * @param project what one is to be signed in for
     * @throws NoCloud if there are no credentials, or Google gives nothing for them
     */
    static void require(String project) {
        try {
            CompletableFuture.runAsync(GoogleSignIn::token)
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            String why = e.getCause() instanceof UncheckedIOException failure
                    ? failure.getCause().getMessage().replaceAll("\\s*\\R\\s*", " ")
                    : "no answer within " + PATIENCE_SECONDS + " s";
            throw new NoCloud("the project " + project + " on Google Cloud cannot be asked without credentials: " + why
                    + " (expected: application-default credentials that Google accepts; get them with " + LOGIN
                    + ", or leave out --project for a local cloud)");
        }
    }

    private static void token() {
        try {
            GoogleCredentials.getApplicationDefault()
                    .createScoped(List.of(SCOPE))
                    .refreshIfExpired();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
