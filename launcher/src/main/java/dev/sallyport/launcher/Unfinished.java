package dev.sallyport.launcher;

import static java.util.stream.Collectors.joining;

import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.StageState;
import dev.sallyport.launcher.progress.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The deployment had not come to an end in the time it was given. */
final class Unfinished extends Ending {
    private static final long serialVersionUID = 1L;
    private static final Set<StageState> AT_WORK = EnumSet.of(StageState.READY, StageState.RUNNING, StageState.WAITING);

    /**
     * @param last how the deployment stood; empty if the request was not even taken in
     */
    Unfinished(Duration timeout, Optional<Deployment> last, Path log) {
        super(
                ExitCode.FAILED,
                "no end after " + Durations.readable(timeout) + ": "
                        + last.map(Unfinished::waitingFor).orElse("the request was not taken in") + ". The log " + log
                        + " may say why; --timeout gives it longer");
    }

    private static String waitingFor(Deployment deployment) {
        String stages = deployment.stages().entrySet().stream()
                .filter(stage -> AT_WORK.contains(stage.getValue().state()))
                .map(stage ->
                        stage.getKey() + " (" + stage.getValue().state().name().toLowerCase(Locale.ROOT) + ", attempt "
                                + stage.getValue().attempt() + ")")
                .collect(joining(", "));
        return deployment.name() + " waits for " + stages;
    }
}
