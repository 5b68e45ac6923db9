package dev.sallyport.launcher;

import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Phase;
import dev.sallyport.launcher.Surroundings.Output;
import java.util.function.BiConsumer;

/** Something that is asked of a deployment, from the question whether it is there to the end. */
final class Errand {
    private final Surroundings surroundings;
    private final ErrandOptions options;
    private final String action;

    /**
     * @param action what the request asks for
     */
    Errand(Surroundings surroundings, ErrandOptions options, String action) {
        this.surroundings = surroundings;
        this.options = options;
        this.action = action;
    }

    /**
     * Publishes the request and waits for its end.
     *
     * @param consent called with the deployment before anything is published; throws if it is not given
     * @return the exit code
     * @throws NoCloud if there is no cloud to ask
     * @throws BadInput if there is no such deployment
     */
    int run(BiConsumer<Deployment, Output> consent) {
        return options.where().in(surroundings, house -> {
            Deployment deployment = house.deployment(options.name());
            consent.accept(deployment, options.follow().people(surroundings));
            return LogFile.during(
                    surroundings,
                    options.follow().verbose(),
                    log -> exitCode(new Undertaking(surroundings, house, log, options.follow())
                            .run(options.request(action), deployment.name(), deployment.project())));
        });
    }

    /** That a deployment was cancelled is a failure for whoever wanted something else. */
    private int exitCode(Undertaking.Result result) {
        boolean asWanted = action.equals("cancel") && result.deployment().phase() == Phase.CANCELLED;
        return asWanted ? ExitCode.ENDED : result.exitCode();
    }
}
