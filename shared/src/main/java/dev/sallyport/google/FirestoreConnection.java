package dev.sallyport.google;

import com.google.api.gax.retrying.RetrySettings;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.FirestoreOptions;
import dev.sallyport.settings.Settings;
import java.time.Duration;

/** Opens the project's Firestore database. */
public final class FirestoreConnection {
    /**
     * The client waits this long before it runs a transaction again that another writer has beaten. Its own default
     * begins with a second, far more than the milliseconds for which the stages of a deployment hold its document.
     */
    private static final RetrySettings RETRIES = RetrySettings.newBuilder()
            .setInitialRetryDelayDuration(Duration.ofMillis(40))
            .setRetryDelayMultiplier(2)
            .setMaxRetryDelayDuration(Duration.ofSeconds(5))
            .setInitialRpcTimeoutDuration(Duration.ofSeconds(20))
            .setRpcTimeoutMultiplier(1)
            .setMaxRpcTimeoutDuration(Duration.ofSeconds(20))
            .setTotalTimeoutDuration(Duration.ofSeconds(40))
            .build();

    private FirestoreConnection() {}

    /** The database of {@link Settings#project()}, at the settings' endpoint or Google's own; the caller closes it. */
    public static Firestore open(Settings settings) {
        FirestoreOptions.Builder options = FirestoreOptions.newBuilder();
        options.setProjectId(settings.project());
        options.setRetrySettings(RETRIES);
        // The client takes the endpoint only where it may choose the credentials, too.
        settings.apiEndpoint().ifPresent(options::setEmulatorHost);
        return options.build().getService();
    }
}
