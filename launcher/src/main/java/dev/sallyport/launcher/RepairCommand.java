package dev.sallyport.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sallyport repair}: brings back what somebody has changed. */
@Command(
        name = "repair",
        description = {
            "Brings a deployment back to what its request says, wherever somebody has changed it by hand.",
            "Every stage looks at what it made and writes what differs, and nothing else. The deployment is in a cloud"
                    + " that runs, such as the one of provision --keep in another shell.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes:",
            "  0  the application is protected",
            "  1  a stage failed, no end came in time, a newer request took over, or something unexpected happened",
            "  2  there is no such deployment, it is destroyed, or an option cannot be used; nothing was repaired",
            "  5  no cloud with the functions can be reached there",
            "  130  stopped by Ctrl-C before the end; the functions go on",
            "",
            "Examples:",
            "  ./sallyport repair lab",
            "  ./sallyport repair --local http://127.0.0.1:4520 --json lab | jq .phase"
        })
final class RepairCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ErrandOptions options;

    RepairCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return new Errand(surroundings, options, "repair").run((deployment, people) -> {});
    }
}
