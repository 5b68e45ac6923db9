package dev.sallyport.bench;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench/run compliance}: what a check of many deployments of one project takes. */
@Command(
        name = "compliance",
        description = {
            "Starts the local cloud with the functions, provisions examples/lab.json, copies it under other names, and has all of",
            "them checked as the schedule would. Prints how long that took, how many calls of the Compute API and how many",
            "Firestore documents were read. Nothing is wrong with any of them: a check that finds something is an error. Exit",
            "code 1 if a check took 60 calls, 5 reads for each, or what two processors have in 60 seconds."
        },
        mixinStandardHelpOptions = true)
final class ComplianceCommand implements Callable<Integer> {
    private static final int TOO_MUCH = 1;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--deployments",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Deployments in the project, 1,000 at most (default: ${DEFAULT-VALUE}).")
    private int deployments;

    @Option(
            names = "--vms",
            paramLabel = "N",
            defaultValue = "1",
            description = "VMs of each (default: ${DEFAULT-VALUE}).")
    private int vms;

    @Option(
            names = "--checks",
            paramLabel = "N",
            defaultValue = "2",
            description =
                    "Checks, one after the other (default: ${DEFAULT-VALUE}). The first one meets a cold Java machine.")
    private int checks;

    @Option(
            names = "--java-options",
            paramLabel = "OPTIONS",
            defaultValue = "-XX:TieredStopAtLevel=4",
            description = "For the local cloud's Java virtual machine (default: ${DEFAULT-VALUE}).")
    private String javaOptions;

    @Override
    public Integer call() {
        long begun = System.nanoTime();
        try (CheckedProject project = CheckedProject.start(deployments, vms, javaOptions)) {
            say(String.format(
                    Locale.ROOT,
                    "%d deployments, VMs of each: %d; they were there after %.1f s",
                    deployments,
                    vms,
                    (System.nanoTime() - begun) / 1e9));
            boolean tooMuch = false;
            for (int i = 0; i < checks; i++) {
                tooMuch |= isTooMuch(project.check());
            }
            return tooMuch ? TOO_MUCH : 0;
        }
    }

    private boolean isTooMuch(CheckFigures figures) {
        say(figures + "; load of the machine "
                + ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        say("Compute calls: " + figures.computeMethods());
        List<String> excesses = figures.excesses();
        excesses.forEach(excess -> say("too much: " + excess));
        return !excesses.isEmpty();
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
