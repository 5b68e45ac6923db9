package dev.sallyport.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What can be measured, a subcommand each. */
@Command(
        name = "bench/run",
        description = "Measures Sallyport and the local cloud on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {StartupCommand.class})
final class Bench {
    private Bench() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }
}
