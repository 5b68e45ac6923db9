package dev.sallyport.launcher;

import dev.sallyport.local.HostedFunctions;
import dev.sallyport.local.LocalCloud;
import dev.sallyport.local.LocalCloudBuilder;
import dev.sallyport.local.PortInUseException;
import dev.sallyport.local.functions.FunctionsFile;
import dev.sallyport.local.functions.ModuleClassPath;
import dev.sallyport.local.state.StateException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A local cloud to start.
 *
 * @param root the checkout whose modules hold the functions
 * @param functions the list of functions; empty for none
 * @param project the project that the functions' topics and database are in, and that clients are pointed at
 * @param apiPort where the APIs are served; 0 for any free port
 * @param internetPort where the internet's proxy listens; 0 for any free port
 * @param policyDelay how long a changed IAP policy may take until it is in force; zero for at once
 * @param state the folder that everything is kept in; empty to forget it at the end
 * @param settings of the functions, besides where the cloud is; over those of this process's environment
 */
record CloudPlan(
        Path root,
        Optional<Path> functions,
        String project,
        int apiPort,
        int internetPort,
        Latency latency,
        Duration policyDelay,
        Optional<Path> state,
        Map<String, String> settings) {
    CloudPlan {
        settings = Map.copyOf(settings);
    }

    /** Whose functions have no other settings than this process's environment. */
    CloudPlan(
            Path root,
            Optional<Path> functions,
            String project,
            int apiPort,
            int internetPort,
            Latency latency,
            Duration policyDelay,
            Optional<Path> state) {
        this(root, functions, project, apiPort, internetPort, latency, policyDelay, state, Map.of());
    }

    /** With functions on free ports, as fast as can be, and without a memory. */
    CloudPlan(Path root, Path functions, String project, Map<String, String> settings) {
        this(root, Optional.of(functions), project, 0, 0, Latency.NONE, Duration.ZERO, Optional.empty(), settings);
    }

    /**
     * Returns when the APIs and the functions serve.
     *
     * @throws BadInput if one of the ports has been taken, or the folder is in use or does not hold a cloud's state
     */
    LocalCloud start() {
        LocalCloudBuilder builder = LocalCloud.builder()
                .apiPort(apiPort)
                .internetPort(internetPort)
                .defaultProject(project)
                .latency(latency.ofOperations())
                .policyDelay(policyDelay);
        state.ifPresent(builder::state);
        functions.map(this::hosted).ifPresent(builder::functions);
        state.ifPresent(builder::state);
        try {
            return builder.start();
        } catch (PortInUseException e) {
            throw new BadInput(e.getMessage());
        } catch (StateException e) {
            throw new BadInput("--state " + e.getMessage());
        }
    }

    /** What functions are told about the cloud they run in. */
    static Map<String, String> settings(LocalCloud cloud, String project) {
        return Map.of(
                "GOOGLE_CLOUD_PROJECT", project,
                "SALLYPORT_API_ENDPOINT", cloud.apiEndpoint(),
                "SALLYPORT_INTERNET_PROXY", cloud.internetProxy());
    }

    private HostedFunctions hosted(Path list) {
        return new HostedFunctions(FunctionsFile.read(list), ModuleClassPath.inCheckout(root), project, cloud -> {
            Map<String, String> all = new HashMap<>(settings);
            all.putAll(settings(cloud, project));
            return all;
        });
    }
}
