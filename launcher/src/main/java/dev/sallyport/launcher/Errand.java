package dev.sallyport.launcher;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.launcher.Surroundings.Output;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Something that is asked of a deployment, from the question whether it is there to the end. */
final class Errand {
    private final Surroundings surroundings;
    private final ErrandOptions options;
    private final Function<Instant, ObjectNode> request;

    /**
     * @param action what the request asks for
     */
    Errand(Surroundings surroundings, ErrandOptions options, String action) {
        this(surroundings, options, now -> options.request(action));
    }

    /**
     * @param request makes what is published, given the time by the cloud's clock
     */
    Errand(Surroundings surroundings, ErrandOptions options, Function<Instant, ObjectNode> request) {
        this.surroundings = surroundings;
        this.options = options;
        this.request = request;
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
                    log -> new Undertaking(surroundings, house, log, options.follow())
                            .run(request.apply(house.time().instant()), deployment.name(), deployment.project())
                            .exitCode());
        });
    }
}
