package dev.sallyport.launcher;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Deployments;
import dev.sallyport.deployment.Event;
import dev.sallyport.launcher.Surroundings.Output;
import dev.sallyport.launcher.report.DeploymentJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;

/** Something that is asked of a deployment and is done with the answer. */
final class Instruction {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Surroundings surroundings;
    private final ErrandOptions options;
    private final Output people;

    Instruction(Surroundings surroundings, ErrandOptions options) {
        this.surroundings = surroundings;
        this.options = options;
        this.people = options.follow().people(surroundings);
    }

    /**
     * Publishes the request and waits for the answer.
     *
     * @param request makes it, given the time by the cloud's clock
     * @return the exit code
     * @throws NoCloud if there is no cloud to ask
     * @throws BadInput if the request was refused
     */
    int run(Function<Instant, ObjectNode> request) {
        return options.where().in(surroundings, house -> {
            house.deployment(options.name());
            String key = house.publish(request.apply(house.time().instant()));
            return report(house.deployments(), answer(house.deployments(), key));
        });
    }

    private int report(Deployments deployments, Event answer) {
        if (answer.kind() == Event.Kind.REFUSED) {
            throw new BadInput("the request was refused: " + answer.text());
        }
        Deployment now = deployments.find(options.name()).orElseThrow();
        people.line(options.name() + " (" + now.phase().name().toLowerCase(Locale.ROOT) + "): " + answer.text());
        if (options.follow().json()) {
            surroundings.out().line(DeploymentJson.of(now));
        }
        return ExitCode.ENDED;
    }

    private Event answer(Deployments deployments, String key) {
        Duration timeout = options.follow().timeout();
        return new Waiting(surroundings.stop(), timeout)
                .poll(
                        BETWEEN_LOOKS,
                        () -> deployments.answer(options.name(), key),
                        () -> new IllegalStateException("no answer after " + timeout.toSeconds()
                                + " seconds: the request was published as message " + key
                                + " and was not taken in yet"));
    }
}
