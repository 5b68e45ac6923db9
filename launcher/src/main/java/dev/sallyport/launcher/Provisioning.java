package dev.sallyport.launcher;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Phase;
import dev.sallyport.launcher.Surroundings.Output;
import dev.sallyport.launcher.progress.Progress;
import dev.sallyport.launcher.report.DeploymentJson;
import dev.sallyport.launcher.report.ExposureReport;
import dev.sallyport.launcher.report.Outcome;
import dev.sallyport.launcher.terminal.Display;
import dev.sallyport.local.watch.ExposureWatch;
import dev.sallyport.local.watch.Timeline;
import dev.sallyport.request.RequestReading.Accepted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** One request from its publication to its end, as a person or a program sees it. */
final class Provisioning {
    private final Surroundings surroundings;
    private final House house;
    private final Path log;
    private final Options options;
    private final Output people;

    /**
     * @param json whether the result is for programs
     * @param keep whether everything stays up afterwards
     * @param verbose whether the log is on standard error too, where it would tear a redrawn picture
     */
    record Options(boolean json, boolean keep, boolean verbose, Duration timeout) {}

    Provisioning(Surroundings surroundings, House house, Path log, Options options) {
        this.surroundings = surroundings;
        this.house = house;
        this.log = log;
        this.options = options;
        this.people = options.json ? surroundings.err() : surroundings.out();
    }

    /**
     * Publishes the request and waits for its end.
     *
     * @return the exit code
     * @throws Interrupted if the program is to stop before that
     */
    int run(Accepted accepted) {
        try (ExposureWatch watch = house.watchExposure()) {
            Deployment deployment = publishAndFollow(accepted);
            Timeline exposure = watch.end();
            report(deployment, exposure);
            if (options.keep) {
                keep(deployment);
            }
            return exitCode(deployment, exposure);
        }
    }

    private static int exitCode(Deployment deployment, Timeline exposure) {
        if (exposure.firstByte().isPresent()) {
            return ExitCode.EXPOSED;
        }
        return deployment.phase() == Phase.PROTECTED ? ExitCode.PROTECTED : ExitCode.FAILED;
    }

    private Deployment publishAndFollow(Accepted accepted) {
        try (Progress progress = Progress.on(people.stream(), progressDisplay(), Blueprint.protectedApplication());
                Follower follower = new Follower(house.deployments(), house.time(), progress)) {
            String messageId = house.publish(accepted.document());
            String name = accepted.request().deployment();
            return await(name, follower.follow(name, messageId));
        }
    }

    private Display progressDisplay() {
        return options.verbose ? Display.file() : people.display();
    }

    private Deployment await(String name, CompletableFuture<Deployment> end) {
        return new Waiting(house.deployments(), surroundings.stop(), options.timeout, log).await(name, end);
    }

    private void report(Deployment deployment, Timeline exposure) {
        Outcome.lines(deployment, people.display()).forEach(people::line);
        ExposureReport.lines(exposure, deployment.created(), people.display()).forEach(people::line);
        people.line("");
        people.line("Log: " + log);
        if (options.json) {
            surroundings.out().line(DeploymentJson.of(deployment, exposure));
        }
    }

    private void keep(Deployment deployment) {
        TryIt.lines(deployment, house, surroundings.root()).forEach(people::line);
        surroundings.stop().join();
        people.line("");
    }
}
