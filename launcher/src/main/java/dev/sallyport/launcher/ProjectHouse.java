package dev.sallyport.launcher;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode.Code;
import dev.sallyport.failure.Retryable;
import dev.sallyport.local.watch.ExposureWatch;
import dev.sallyport.settings.Settings;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A project on Google Cloud that Sallyport's functions are deployed in. */
final class ProjectHouse extends House {
    private ProjectHouse(String project, InstantSource time) {
        super(Settings.of(Map.of("GOOGLE_CLOUD_PROJECT", project)), time);
    }

    /**
     * @param machine the clock of this machine, which Google's is taken to agree with
     * @throws NoCloud if nobody is signed in here
     */
    static ProjectHouse in(String project, InstantSource machine) {
        GoogleSignIn.require(project);
        return new ProjectHouse(project, machine);
    }

    @Override
    String place() {
        return "the project " + project() + " on Google Cloud";
    }

    /** Nothing on Google Cloud stands between strangers and the application but what is to be watched. */
    @Override
    Optional<ExposureWatch> watchExposure(String watched) {
        return Optional.empty();
    }

    @Override
    NoCloud explained(Retryable failure) {
        return new NoCloud(
                place() + " does not do it: " + failure.getMessage() + " (expected: " + expected(code(failure)) + ")");
    }

    private static Code code(Retryable failure) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(ApiException.class::isInstance)
                .map(cause -> ((ApiException) cause).getStatusCode().getCode())
                .findFirst()
                .orElse(Code.UNKNOWN);
    }

    private static String expected(Code code) {
        return switch (code) {
            case UNAUTHENTICATED -> "credentials that Google accepts: " + GoogleSignIn.LOGIN;
            case PERMISSION_DENIED ->
                "whoever is signed in has roles/datastore.viewer, and roles/pubsub.publisher on the topic " + REQUESTS
                        + " (for dead letters roles/datastore.user, and the topic that one is replayed on); or sign in as somebody else: "
                        + GoogleSignIn.LOGIN;
            case NOT_FOUND ->
                "a project that Sallyport is deployed in, with its topic " + REQUESTS
                        + " and its Firestore database (default)";
            default -> "a network that Google Cloud can be reached by, and a little patience";
        };
    }
}
