package dev.sallyport.local.watch;

import dev.sallyport.local.compute.ComputeView;
import dev.sallyport.local.internet.network.Remembered;
import dev.sallyport.local.projects.Project;
import dev.sallyport.local.watch.Answer.Unanswered;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Tries every way into the applications of a project, once in each round. Not for several threads at once. */
final class Rounds implements Closeable {
    private static final System.Logger LOG = System.getLogger(ExposureWatch.class.getName());

    private final InstantSource clock;
    private final Remembered<Project, List<WayIn>> waysIn;
    private final Project project;
    private final Papers papers;
    private final Stranger stranger;
    private final Chronicle chronicle = new Chronicle();

    Rounds(
            Project project,
            ComputeView compute,
            Supplier<String> assertionOfAnotherApp,
            InetSocketAddress internetProxy,
            InstantSource clock) {
        this.project = project;
        this.clock = clock;
        waysIn = new Remembered<>(compute, watched -> new WaysIn(compute, watched.id()).now());
        papers = new Papers(project, compute, assertionOfAnotherApp);
        stranger = new Stranger(internetProxy);
    }

    /** What has been seen so far; may be asked by others meanwhile. */
    Timeline timeline() {
        return chronicle.timeline();
    }

    /** Returns whether there was anything to try. */
    boolean round() {
        List<Sighting> seen = new ArrayList<>();
        try {
            List<WayIn> ways = waysIn.get(project);
            ways.forEach(way -> tryIn(way, seen));
            return !ways.isEmpty();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a round of the exposure watch ended early", e);
            chronicle.trouble(e.toString());
            return true;
        } finally {
            chronicle.add(seen);
        }
    }

    @Override
    public void close() {
        stranger.close();
    }

    /** Who gets no connection cannot show anybody his papers. */
    private void tryIn(WayIn way, List<Sighting> seen) {
        try {
            for (Guise guise : Guise.values()) {
                Answer answer = stranger.answer(way, papers.headers(guise));
                seen.add(new Sighting(new Attempt(way, guise), clock.instant(), answer));
                if (answer instanceof Unanswered) {
                    return;
                }
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the exposure watch could not try " + way, e);
            chronicle.trouble(e.toString());
        }
    }
}
