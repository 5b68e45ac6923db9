package dev.sallyport.launcher;

import dev.sallyport.plan.Plan;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sallyport plan}: what a request would change, without changing it. */
@Command(
        name = "plan",
        description = {
            "Shows what a request would change, field by field, and what that means for those who use the application.",
            "Nothing is changed. Of a deployment's name: what repair would do, or, with --destroy, what destroy would.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes:",
            "  0  there is nothing to do",
            "  1  a stage would fail, no answer came in time, or something unexpected happened",
            "  2  the request or an option cannot be used, or there is no such deployment",
            "  3  there are changes to make",
            "  5  no cloud with the functions can be reached there",
            "  130  stopped by Ctrl-C before the answer",
            "",
            "Examples:",
            "  ./sallyport plan examples/lab.json",
            "  ./sallyport plan lab                                  (what has been changed by hand)",
            "  ./sallyport plan --save lab.plan examples/lab.json    (then: ./sallyport apply lab.plan)",
            "  ./sallyport plan --destroy lab"
        })
final class PlanCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "REQUEST|NAME",
            description = "The request, a JSON file, or - for standard input; or a deployment's name, such as lab.")
    private String subject;

    @Option(names = "--destroy", description = "Plan the deployment's end.")
    private boolean destroy;

    @Option(names = "--save", paramLabel = "FILE", description = "Keep the request and the plan in a file, for apply.")
    private Optional<Path> save = Optional.empty();

    @Mixin
    private PlanOptions options;

    PlanCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return PlanSubject.of(subject, destroy, surroundings)
                .map(wanted -> options.where().in(surroundings, house -> show(wanted, house)))
                .orElse(ExitCode.BAD_INPUT);
    }

    private int show(PlanSubject wanted, House house) {
        if (wanted.isThere()) {
            house.deployment(wanted.deployment());
        }
        Plan plan = options.inquiry(house, surroundings).ask(PlanInquiry.planOf(wanted.request()), wanted.deployment());
        options.print(plan, surroundings);
        save.ifPresent(file -> SavedPlan.write(file, wanted.request(), plan));
        return PlanOptions.exitCode(plan);
    }
}
