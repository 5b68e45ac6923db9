package dev.sallyport.deployment;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which stages that nobody holds have been left lying so long that their message may be lost. Where hundreds of deployments are
 * provisioned at once, messages wait for minutes until it is their turn; to announce all of them anew every minute would make
 * what there is to do more and more.
 *
 * @param walk the way that the generation goes through its blueprint
 */
record Overdue(Deployment deployment, Blueprint walk, Instant now) {
    private static final long RARELY = 8;

    /** A stage that was being worked on, or waits, or was held up by a pause, is announced by nobody else. */
    boolean is(StageName stage) {
        return deployment.stage(stage).state() != StageState.READY
                || deployment.pause().isPresent()
                || isTurn(Duration.between(readySince(stage), now).toMinutes());
    }

    /** After two minutes, after four, and then every eight; a sweep that comes a little late finds the next minute as well. */
    private static boolean isTurn(long minutes) {
        return minutes < RARELY ? minutes == 2 || minutes == 4 : minutes % RARELY < 2;
    }

    private Instant readySince(StageName stage) {
        return walk.predecessorsOf(stage).stream()
                .map(before -> deployment.stage(before).finished())
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElse(deployment.requested());
    }
}
