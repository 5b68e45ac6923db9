package dev.sallyport.launcher;

import dev.sallyport.deployment.Deployment;
import dev.sallyport.launcher.Surroundings.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sallyport destroy}: takes a deployment down, once somebody has confirmed it. */
@Command(
        name = "destroy",
        description = {
            "Takes down everything that was made for a deployment, and puts back the firewall rules that had to go for it.",
            "What somebody else uses is left and named. The deployment is in a cloud that runs, such as the one of"
                    + " provision --keep in another shell.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes:",
            "  0  the deployment is destroyed",
            "  1  a stage failed, no end came in time, a newer request took over, or something unexpected happened",
            "  2  there is no such deployment, it was not confirmed, or an option cannot be used; nothing was destroyed",
            "  5  no cloud with the functions can be reached there",
            "  130  stopped by Ctrl-C before the end; what was confirmed goes on",
            "",
            "Examples:",
            "  ./sallyport destroy lab                                          (asks for the name once more)",
            "  ./sallyport destroy --yes --json lab | jq .phase",
            "  ./sallyport destroy --yes --project my-operations web"
        })
final class DestroyCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ErrandOptions options;

    @Option(names = "--yes", description = "Do not ask; needed where there is no terminal to ask on.")
    private boolean yes;

    DestroyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return new Errand(surroundings, options, "destroy").run(this::confirm);
    }

    private void confirm(Deployment deployment, Output people) {
        if (!yes) {
            new Confirmation(surroundings, people).require(deployment);
        }
    }
}
