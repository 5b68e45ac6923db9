package dev.sallyport.local;

import dev.sallyport.local.admin.CallDirector;
import dev.sallyport.local.compute.OperationLatency;
import dev.sallyport.local.state.StateDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What a local cloud is to be like. */
public final class LocalCloudBuilder {
    private int apiPort;
    private int internetPort;
    private OperationLatency latency = OperationLatency.none();
    private Duration policyDelay = Duration.ZERO;
    private Optional<HostedFunctions> functions = Optional.empty();
    private Optional<Path> state = Optional.empty();
    private Optional<String> defaultProject = Optional.empty();
    private CallDirector director = CallDirector.none();
    private int doors;

    LocalCloudBuilder() {}

    /** The port of the APIs; without it, or with 0, any free one. */
    public LocalCloudBuilder apiPort(int port) {
        apiPort = port;
        return this;
    }

    /** The port of the internet proxy; without it, or with 0, any free one. */
    public LocalCloudBuilder internetPort(int port) {
        internetPort = port;
        return this;
    }

    /** The project that clients are pointed at by {@code /-/ready}; without it, that of the functions if there are any. */
    public LocalCloudBuilder defaultProject(String id) {
        defaultProject = Optional.of(id);
        return this;
    }

    /** How long operations of the Compute API take; without it, no time. */
    public LocalCloudBuilder latency(OperationLatency operations) {
        latency = operations;
        return this;
    }

    /**
     * How long a changed IAP policy may take until it is in force at the door, by the cloud's clock; without it, no
     * time. Until then a visit that was decided before is decided as before.
     *
     * @throws IllegalArgumentException if the delay is negative
     */
    public LocalCloudBuilder policyDelay(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("policyDelay: " + delay + " (expected: not negative)");
        }
        policyDelay = delay;
        return this;
    }

    public LocalCloudBuilder functions(HostedFunctions hosted) {
        functions = Optional.of(hosted);
        return this;
    }

    /** The directory that the state is kept in, and found again; without it, it is gone with the process. */
    public LocalCloudBuilder state(Path directory) {
        state = Optional.of(directory);
        return this;
    }

    /** Decides what becomes of each call; without it, every call passes. */
    public LocalCloudBuilder director(CallDirector deciding) {
        director = deciding;
        return this;
    }

    /** How many ports serve the APIs besides, so that a director can tell callers apart; without it, none. */
    public LocalCloudBuilder doors(int further) {
        doors = further;
        return this;
    }

    int wantedDoors() {
        return doors;
    }

    int wantedApiPort() {
        return apiPort;
    }

    int wantedInternetPort() {
        return internetPort;
    }

    Optional<HostedFunctions> hosted() {
        return functions;
    }

    Optional<String> project() {
        return defaultProject.or(() -> functions.map(HostedFunctions::project));
    }

    /**
     * Returns when everything serves.
     *
     * @throws PortInUseException if something listens on one of the ports; nothing is left running
     * @throws dev.sallyport.local.state.StateException if the state cannot be taken up; nothing is left running
     */
    public LocalCloud start() {
        LocalCloud cloud = new LocalCloud(latency, policyDelay, state.map(StateDirectory::open), director);
        try {
            cloud.start(this);
        } catch (RuntimeException e) {
            cloud.close();
            throw e;
        }
        return cloud;
    }
}
