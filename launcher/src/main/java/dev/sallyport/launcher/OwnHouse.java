package dev.sallyport.launcher;

import dev.sallyport.failure.Retryable;
import dev.sallyport.local.LocalCloud;
import dev.sallyport.local.watch.ExposureWatch;
import dev.sallyport.settings.Settings;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** A local cloud in this process, with Sallyport's functions in it. */
final class OwnHouse extends House {
    private final LocalCloud cloud;

    private OwnHouse(LocalCloud cloud, String project) {
        super(Settings.of(CloudPlan.settings(cloud, project)), cloud.clock());
        this.cloud = cloud;
    }

    /**
     * Returns when the APIs and the functions serve.
     *
     * @throws BadInput if one of the ports has been taken
     */
    static OwnHouse start(CloudPlan plan) {
        return new OwnHouse(plan.start(), plan.project());
    }

    /** Where each function answers, by name. */
    Map<String, URI> functions() {
        return cloud.functions();
    }

    String apiEndpoint() {
        return cloud.apiEndpoint();
    }

    String internetProxy() {
        return cloud.internetProxy();
    }

    @Override
    String place() {
        return "the local cloud at http://" + apiEndpoint();
    }

    /** From now on strangers try to get at the applications of the functions' own project, until the watch is ended. */
    ExposureWatch watchExposure() {
        return cloud.watchExposure(project());
    }

    @Override
    Optional<ExposureWatch> watchExposure(String watched) {
        return Optional.of(cloud.watchExposure(watched));
    }

    /** It is this process itself that does not do its work, and its log says more. */
    @Override
    RuntimeException explained(Retryable failure) {
        return failure;
    }

    /** Clients first, so that none is left talking to nobody. */
    @Override
    public void close() {
        super.close();
        cloud.close();
    }
}
