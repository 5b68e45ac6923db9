package dev.sallyport.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sallyport resume}: ends a pause. */
@Command(
        name = "resume",
        description = {"Ends a pause: stages that are ready start, and those that were under way go on.", ""},
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes:",
            "  0  the pause is over",
            "  1  no answer came in time, or something unexpected happened",
            "  2  there is no such deployment, it is not paused, or an option cannot be used",
            "  5  no cloud with the functions can be reached there",
            "  130  stopped by Ctrl-C before there was an answer",
            "",
            "Examples:",
            "  ./sallyport resume lab"
        })
final class ResumeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ErrandOptions options;

    ResumeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return new Instruction(surroundings, options).run(now -> options.request("resume"));
    }
}
