package dev.sallyport.launcher;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sallyport apply}: carries out what a plan has shown. */
@Command(
        name = "apply",
        description = {
            "Carries out the request of a saved plan, if it would still change just what the plan has shown.",
            "If anything in the plan has moved since, or another request has come in between, nothing is done.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes:",
            "  0  the application is protected; or destroyed, if that was planned",
            "  1  a stage failed, no end came in time, a newer request took over, or something unexpected happened",
            "  2  the file holds no plan, the plan does not hold any more, or an option cannot be used; nothing was done",
            "  5  no cloud with the functions can be reached there",
            "  130  stopped by Ctrl-C before the end; the functions go on",
            "",
            "Examples:",
            "  ./sallyport apply lab.plan",
            "  ./sallyport apply --json lab.plan | jq .phase"
        })
final class ApplyCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "The plan, as plan --save has written it.")
    private Path file;

    @Mixin
    private CloudChoice where;

    @Mixin
    private FollowOptions follow;

    ApplyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        SavedPlan plan = SavedPlan.read(file);
        return where.in(
                surroundings,
                house -> LogFile.during(
                        surroundings,
                        follow.verbose(),
                        log -> new Undertaking(surroundings, house, log, follow)
                                .run(plan.apply(), plan.deployment(), plan.project())
                                .exitCode()));
    }
}
