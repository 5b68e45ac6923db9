package dev.sallyport.launcher.progress;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.launcher.terminal.Display;
import java.io.PrintStream;
import java.time.Instant;

/** Shows how a deployment gets on. */
public interface Progress extends AutoCloseable {
    /** Shows the deployment as it stands now. */
    void show(Deployment deployment, Instant now);

    /** Leaves the stream fit for whatever is written next. */
    @Override
    void close();

    /** Redrawn in place if the display can hold all of it, else a line for each change. */
    static Progress on(PrintStream stream, Display display, Blueprint blueprint) {
        return display.rows() > LiveProgress.rows(blueprint)
                ? new LiveProgress(stream, display)
                : new PlainProgress(stream);
    }
}
