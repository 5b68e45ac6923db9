package dev.sallyport.launcher;

import dev.sallyport.finding.Compliance;
import dev.sallyport.finding.Severity;
import dev.sallyport.launcher.report.ComplianceReport;
import dev.sallyport.launcher.report.ComplianceSarif;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sallyport compliance}: what re-checks have found. */
@Command(
        name = "compliance",
        description = {
            "Prints what re-checks have found about one deployment or about all: open findings with their evidence and"
                    + " remedy, what was repaired, and when it was looked last.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes:",
            "  0  printed; no finding of high or critical severity is open",
            "  2  there is no such deployment, or an option cannot be used",
            "  4  printed; a finding of high or critical severity is open",
            "  5  no cloud with the functions can be reached there",
            "",
            "Examples:",
            "  ./sallyport compliance",
            "  ./sallyport compliance lab",
            "  ./sallyport compliance --json | jq -r '.[].open[] | .control'",
            "  ./sallyport compliance --sarif lab > lab.sarif"
        })
final class ComplianceCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The deployment's name; without it, all of them.")
    private Optional<String> name = Optional.empty();

    @Mixin
    private CloudChoice where;

    @ArgGroup
    private Form form = new Form();

    /** How it is printed. */
    private static final class Form {
        @Option(names = "--json", description = "For programs: JSON, with times in UTC.")
        private boolean json;

        @Option(names = "--sarif", description = "For scanners' dashboards: SARIF 2.1.0.")
        private boolean sarif;
    }

    ComplianceCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return where.in(surroundings, house -> {
            List<Compliance> known = name.map(deployment -> List.of(known(house, deployment)))
                    .orElseGet(() -> house.findings().all());
            print(known);
            return known.stream().anyMatch(ComplianceCommand::isBad) ? ExitCode.EXPOSED : ExitCode.ENDED;
        });
    }

    private static Compliance known(House house, String deployment) {
        return house.findings().find(deployment).orElseGet(() -> {
            String project = house.deployment(deployment).project();
            return Compliance.unchecked(deployment, project);
        });
    }

    private void print(List<Compliance> known) {
        if (form.sarif) {
            surroundings.out().line(ComplianceSarif.of(known).toPrettyString());
        } else if (form.json) {
            surroundings.out().line(ComplianceReport.json(known).toPrettyString());
        } else {
            ComplianceReport.print(known, surroundings.out()::line);
        }
    }

    private static boolean isBad(Compliance compliance) {
        return compliance.open().stream().anyMatch(finding -> finding.severity().compareTo(Severity.HIGH) >= 0);
    }
}
