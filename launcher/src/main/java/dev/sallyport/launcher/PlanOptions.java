package dev.sallyport.launcher;

import dev.sallyport.launcher.report.PlanReport;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.PlanJson;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command takes that only looks: where, how long, and for whom the answer is. */
final class PlanOptions {
    @Mixin
    private CloudChoice where;

    @Option(names = "--json", description = "Print the plan as JSON.")
    private boolean json;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "5m",
            converter = TimeSpan.class,
            description = "How long to wait for the answer, such as 90s (default: ${DEFAULT-VALUE}).")
    private Duration timeout;

    CloudChoice where() {
        return where;
    }

    PlanInquiry inquiry(House house, Surroundings surroundings) {
        return new PlanInquiry(house, surroundings.stop(), timeout);
    }

    void print(Plan plan, Surroundings surroundings) {
        if (json) {
            surroundings.out().line(PlanJson.write(plan).toPrettyString());
        } else {
            PlanReport.lines(plan, surroundings.out().display()).forEach(surroundings.out()::line);
        }
    }

    /** What the shell is told of a plan. */
    static int exitCode(Plan plan) {
        return switch (plan.verdict()) {
            case REFUSED -> ExitCode.FAILED;
            case CHANGES_PENDING -> ExitCode.CHANGES_PENDING;
            case NOTHING_TO_DO -> plan.unproven().isEmpty() ? ExitCode.ENDED : ExitCode.FAILED;
        };
    }
}
