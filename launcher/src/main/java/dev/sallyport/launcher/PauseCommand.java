package dev.sallyport.launcher;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sallyport pause}: lets no further stage start. */
@Command(
        name = "pause",
        description = {
            "Lets no further stage of a deployment start until somebody resumes it, or until a time. What runs finishes.",
            "A request that is made meanwhile is accepted and waits. The time does not count against the limit of any stage.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes:",
            "  0  it is paused",
            "  1  no answer came in time, or something unexpected happened",
            "  2  there is no such deployment, or an option cannot be used; nothing was paused",
            "  5  no cloud with the functions can be reached there",
            "  130  stopped by Ctrl-C before there was an answer",
            "",
            "Examples:",
            "  ./sallyport pause --reason 'change freeze' lab",
            "  ./sallyport pause --reason maintenance --for 2h lab",
            "  ./sallyport pause --reason 'until the audit' --until 2026-12-01T08:00:00Z lab"
        })
final class PauseCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ErrandOptions options;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, for people to read.")
    private String reason;

    @ArgGroup
    private End end = new End();

    /** When the pause is over by itself. */
    private static final class End {
        @Option(
                names = "--until",
                paramLabel = "TIME",
                description = "When it is over by itself, such as 2026-11-28T08:00:00Z.")
        private String until;

        @Option(
                names = "--for",
                paramLabel = "TIME",
                converter = TimeSpan.class,
                description = "After how long it is over by itself, such as 90s, 30m or 8h.")
        private Duration length;
    }

    PauseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return new Instruction(surroundings, options).run(this::request);
    }

    /** @param now the time by the cloud's clock */
    private ObjectNode request(Instant now) {
        ObjectNode request = options.request("pause").put("reason", reason);
        if (end.until != null) {
            request.put("until", end.until);
        }
        if (end.length != null) {
            request.put("until", now.plus(end.length).toString());
        }
        return request;
    }
}
