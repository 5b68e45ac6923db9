package dev.sallyport.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.failure.Retryable;
import dev.sallyport.launcher.Surroundings.Output;
import dev.sallyport.launcher.progress.Progress;
import dev.sallyport.launcher.report.DeploymentJson;
import dev.sallyport.launcher.report.ExposureReport;
import dev.sallyport.launcher.report.Outcome;
import dev.sallyport.launcher.terminal.Display;
import dev.sallyport.local.watch.ExposureWatch;
import dev.sallyport.local.watch.Timeline;
import java.nio.file.Path;
import java.util.Optional;

/** One request from its publication to the deployment's end, as a person or a program sees it. */
final class Undertaking {
    private final Surroundings surroundings;
    private final House house;
    private final Path log;
    private final FollowOptions options;
    private final Output people;

    /**
     * @param log the file that everything in this process logs to
     */
    Undertaking(Surroundings surroundings, House house, Path log, FollowOptions options) {
        this.surroundings = surroundings;
        this.house = house;
        this.log = log;
        this.options = options;
        this.people = options.people(surroundings);
    }

    /**
     * How it ended.
     *
     * @param action what the request asked for
     * @param exposure what strangers got meanwhile, where they tried
     */
    record Result(Deployment deployment, String action, Optional<Timeline> exposure) {
        int exitCode() {
            if (exposure.flatMap(Timeline::firstByte).isPresent()) {
                return ExitCode.EXPOSED;
            }
            return isAsAsked() ? ExitCode.ENDED : ExitCode.FAILED;
        }

        private boolean isAsAsked() {
            return switch (deployment.phase()) {
                case FAILED -> false;
                case CANCELLED -> action.equals("cancel");
                default -> true;
            };
        }
    }

    /**
     * Publishes the request, waits for its end and says what came of it.
     *
     * @param deployment the name of the deployment that the request is about
     * @param project the project that its resources are in
     * @throws Interrupted if the program is to stop before that
     * @throws Superseded if a newer request takes its place
     * @throws Unfinished if it takes too long
     * @throws BadInput if the functions refuse the request
     * @throws NoCloud if the cloud cannot be asked
     */
    Result run(JsonNode request, String deployment, String project) {
        Optional<ExposureWatch> watch = house.watchExposure(project);
        try {
            Deployment end = publishAndFollow(request, deployment);
            Result result = new Result(end, request.path("action").asText(), watch.map(ExposureWatch::end));
            report(result);
            return result;
        } catch (Retryable e) {
            throw house.explained(e);
        } finally {
            watch.ifPresent(ExposureWatch::close);
        }
    }

    private Deployment publishAndFollow(JsonNode request, String name) {
        Display display = options.verbose() ? Display.file() : people.display();
        try (Progress progress = Progress.on(people.stream(), display, Blueprint.protectedApplication());
                Follower follower = new Follower(house.deployments(), house.time(), progress)) {
            String key = house.publish(request);
            return new Waiting(surroundings.stop(), options.timeout())
                    .await(
                            follower.follow(name, key),
                            () -> new Unfinished(
                                    options.timeout(), house.deployments().find(name), log));
        }
    }

    private void report(Result result) {
        Deployment deployment = result.deployment;
        Outcome.lines(deployment, people.display()).forEach(people::line);
        result.exposure.ifPresent(timeline -> ExposureReport.lines(timeline, deployment.requested(), people.display())
                .forEach(people::line));
        people.line("");
        people.line("Log: " + log);
        if (options.json()) {
            surroundings
                    .out()
                    .line(result.exposure
                            .map(timeline -> DeploymentJson.of(deployment, timeline))
                            .orElseGet(() -> DeploymentJson.of(deployment)));
        }
    }
}
