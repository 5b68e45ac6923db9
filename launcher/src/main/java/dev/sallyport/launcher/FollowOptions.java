package dev.sallyport.launcher;

import dev.sallyport.launcher.Surroundings.Output;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How a command that publishes a request and waits for its end is to show what comes of it. */
final class FollowOptions {
    @Option(names = "--json", description = "Print the final deployment as JSON; progress goes to standard error.")
    private boolean json;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30m",
            converter = TimeSpan.class,
            description = "How long to wait for the end, such as 90s or 10m (default: ${DEFAULT-VALUE}).")
    private Duration timeout;

    @Option(names = "--verbose", description = "Show the log on standard error as well.")
    private boolean verbose;

    /** Whether the result is for programs. */
    boolean json() {
        return json;
    }

    /** Where progress and reports for people go. */
    Output people(Surroundings surroundings) {
        return json ? surroundings.err() : surroundings.out();
    }

    Duration timeout() {
        return timeout;
    }

    /** Whether the log is on standard error too, where it would tear a redrawn picture. */
    boolean verbose() {
        return verbose;
    }
}
