package dev.sallyport.local.watch;

import dev.sallyport.local.compute.ComputeView;
import dev.sallyport.local.projects.Project;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * A stranger as those of {@link ExposureWatch}, who tries every way in once whenever asked, for those who know when
 * something has changed. Not for several threads at once.
 */
public final class ExposureLook implements AutoCloseable {
    private final Rounds rounds;

    /**
     * @param assertionOfAnotherApp gives an assertion that is genuine, and good for an application elsewhere
     * @param internetProxy the proxy of the cloud's internet
     * @param clock the cloud's time
     */
    public ExposureLook(
            Project project,
            ComputeView compute,
            Supplier<String> assertionOfAnotherApp,
            InetSocketAddress internetProxy,
            InstantSource clock) {
        rounds = new Rounds(project, compute, assertionOfAnotherApp, internetProxy, clock);
    }

    /** Tries every way in that there is now, and returns all that has been seen so far. */
    public Timeline look() {
        rounds.round();
        return rounds.timeline();
    }

    @Override
    public void close() {
        rounds.close();
    }
}
