package dev.sallyport.launcher;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command takes that asks something of a deployment in a running local cloud. */
final class ErrandOptions {
    @Parameters(paramLabel = "NAME", description = "The deployment's name, such as lab.")
    private String name;

    @Option(
            names = "--local",
            paramLabel = "URL",
            defaultValue = LocalAddress.DEFAULT,
            converter = LocalAddress.class,
            description = "The local cloud it is in (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--by",
            paramLabel = "WHO",
            defaultValue = "${sys:user.name}",
            description = "Who asks, for the deployment's events (default: your user name).")
    private String by;

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

    /** The request that a command line with these options makes. */
    ObjectNode request(String action) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("action", action)
                .put("deployment", name)
                .put("by", by);
    }

    String name() {
        return name;
    }

    String by() {
        return by;
    }

    int port() {
        return port;
    }

    boolean json() {
        return json;
    }

    Duration timeout() {
        return timeout;
    }

    boolean verbose() {
        return verbose;
    }
}
