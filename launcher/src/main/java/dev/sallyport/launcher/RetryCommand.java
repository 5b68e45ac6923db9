package dev.sallyport.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sallyport retry}: lets failed stages run once more. */
@Command(
        name = "retry",
        description = {
            "Runs the failed stages of a deployment once more, and what waits for them afterwards; what is done stays done.",
            "For when the cause is gone. Where the request has to be mended, provision again instead.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes:",
            "  0  the application is protected, or the deployment destroyed",
            "  1  a stage failed again, no end came in time, it was cancelled, or something unexpected happened",
            "  2  there is no such deployment, none of its stages has failed, or an option cannot be used",
            "  5  no cloud with the functions can be reached there",
            "  130  stopped by Ctrl-C before the end; the functions go on",
            "",
            "Examples:",
            "  ./sallyport retry lab",
            "  ./sallyport retry --json lab | jq .phase"
        })
final class RetryCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ErrandOptions options;

    RetryCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return new Errand(surroundings, options, "retry").run((deployment, people) -> {});
    }
}
