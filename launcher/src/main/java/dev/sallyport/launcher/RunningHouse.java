package dev.sallyport.launcher;

import dev.sallyport.failure.Retryable;
import dev.sallyport.local.watch.ExposureWatch;
import dev.sallyport.settings.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** A local cloud in another process, with Sallyport's functions in it. */
final class RunningHouse extends House {
    private final RunningCloud cloud;

    private RunningHouse(RunningCloud cloud, InstantSource time) {
        super(
                Settings.of(Map.of(
                        "GOOGLE_CLOUD_PROJECT", cloud.project(),
                        "SALLYPORT_API_ENDPOINT", cloud.apiEndpoint(),
                        "SALLYPORT_INTERNET_PROXY", cloud.internetProxy())),
                time);
        this.cloud = cloud;
    }

    /**
     * @param elsewhere what says that it is on another port
     * @param machine the clock of this machine, which the cloud's may be ahead of
     * @throws NoCloud if there is no local cloud on the port, or none with functions
     */
    static RunningHouse on(int port, String elsewhere, InstantSource machine) {
        RunningCloud cloud = RunningCloud.on(port, elsewhere);
        if (!cloud.hostsSallyport()) {
            throw NoCloud.on(port, "the local cloud there hosts none of Sallyport's functions", elsewhere);
        }
        Duration ahead = cloud.ahead();
        return new RunningHouse(cloud, () -> machine.instant().plus(ahead));
    }

    @Override
    String place() {
        return "the local cloud at http://" + cloud.apiEndpoint();
    }

    @Override
    Optional<ExposureWatch> watchExposure(String watched) {
        return Optional.empty();
    }

    @Override
    NoCloud explained(Retryable failure) {
        return new NoCloud(
                place() + " does not do it: " + failure.getMessage()
                        + " (expected: a local cloud that runs and that no fault rule disturbs; see /-/ready and /-/faults there)");
    }
}
