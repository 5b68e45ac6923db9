package dev.sallyport.launcher;

import static java.util.stream.Collectors.joining;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Direction;
import dev.sallyport.deployment.Phase;
import dev.sallyport.launcher.Surroundings.Output;
import dev.sallyport.launcher.progress.Progress;
import dev.sallyport.launcher.report.DeploymentJson;
import dev.sallyport.launcher.report.Outcome;
import dev.sallyport.launcher.terminal.Display;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Something that is asked of a deployment in a running local cloud, from the question whether it is there to the end. */
final class Errand {
    private static final System.Logger LOG = System.getLogger(Errand.class.getName());
    private static final Path LOGS = Path.of("target", "logs");

    private final Surroundings surroundings;
    private final ErrandOptions options;
    private final String action;
    private final Function<Deployment, Direction> direction;
    private final Output people;

    /**
     * @param action what the request asks for
     * @param direction the way the stages go then
     */
    Errand(Surroundings surroundings, ErrandOptions options, String action, Direction direction) {
        this(surroundings, options, action, deployment -> direction);
    }

    /** An errand after which the stages go the way they go already. */
    Errand(Surroundings surroundings, ErrandOptions options, String action) {
        this(surroundings, options, action, Deployment::direction);
    }

    private Errand(
            Surroundings surroundings,
            ErrandOptions options,
            String action,
            Function<Deployment, Direction> direction) {
        this.surroundings = surroundings;
        this.options = options;
        this.action = action;
        this.direction = direction;
        this.people = options.json() ? surroundings.err() : surroundings.out();
    }

    /**
     * Publishes the request and waits for its end.
     *
     * @param consent called with the deployment before anything is published; throws if it is not given
     * @return the exit code
     * @throws NotRunning if there is no local cloud to ask
     * @throws BadInput if there is no such deployment
     */
    int run(BiConsumer<Deployment, Output> consent) {
        try (RunningHouse house = RunningHouse.on(options.port(), surroundings.time())) {
            Deployment known = known(house, options.name());
            consent.accept(known, people);
            return run(house, direction.apply(known));
        }
    }

    private int run(RunningHouse house, Direction way) {
        try (LogFile log = LogFile.openIn(
                surroundings.root().resolve(LOGS), surroundings.time().instant(), options.verbose())) {
            try {
                return report(follow(house, way, log.path()), log.path());
            } catch (BadInput | Interrupted | Superseded | Unfinished e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "unexpected end", e);
                throw new IllegalStateException(
                        "unexpected: " + e + "; what led to it is in the log, " + log.path(), e);
            }
        }
    }

    /**
     * @throws BadInput if there is no such deployment
     */
    static Deployment known(RunningHouse house, String name) {
        return house.deployments().find(name).orElseThrow(() -> {
            String there =
                    house.deployments().all().stream().map(Deployment::name).collect(joining(", "));
            return new BadInput(name + ": there is no such deployment in " + house.project() + " (expected: "
                    + (there.isEmpty() ? "one that was provisioned, and there is none yet" : "one of " + there) + ")");
        });
    }

    private Deployment follow(RunningHouse house, Direction way, Path log) {
        Blueprint walk = way.through(Blueprint.protectedApplication());
        Display display = options.verbose() ? Display.file() : people.display();
        try (Progress progress = Progress.on(people.stream(), display, walk);
                Follower follower = new Follower(house.deployments(), house.time(), progress)) {
            String messageId = house.publish(options.request(action));
            return new Waiting(house.deployments(), surroundings.stop(), options.timeout(), log)
                    .await(options.name(), follower.follow(options.name(), messageId));
        }
    }

    private int report(Deployment deployment, Path log) {
        Outcome.lines(deployment, people.display()).forEach(people::line);
        people.line("");
        people.line("Log: " + log);
        if (options.json()) {
            surroundings.out().line(DeploymentJson.of(deployment));
        }
        return deployment.phase() == Phase.FAILED || (deployment.phase() == Phase.CANCELLED && !isCancel())
                ? ExitCode.FAILED
                : ExitCode.ENDED;
    }

    private boolean isCancel() {
        return action.equals("cancel");
    }
}
