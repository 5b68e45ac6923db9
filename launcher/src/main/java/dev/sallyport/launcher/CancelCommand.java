package dev.sallyport.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sallyport cancel}: ends what is under way with a deployment. */
@Command(
        name = "cancel",
        description = {
            "Ends what is under way with a deployment: nothing new starts, and what runs finishes the operations it has started.",
            "What was done before stands. Repair or provision goes on with it afterwards, destroy takes it away.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes:",
            "  0  nothing runs any more",
            "  1  a stage failed, no end came in time, or something unexpected happened",
            "  2  there is no such deployment, nothing of it is under way, or an option cannot be used",
            "  5  no cloud with the functions can be reached there",
            "  130  stopped by Ctrl-C before the end; the deployment is cancelled all the same",
            "",
            "Examples:",
            "  ./sallyport cancel lab",
            "  ./sallyport cancel --json lab | jq .phase"
        })
final class CancelCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ErrandOptions options;

    CancelCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return new Errand(surroundings, options, "cancel").run((deployment, people) -> {});
    }
}
