package dev.sallyport.bench;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What can be measured, a subcommand each. */
@Command(
        name = "bench/run",
        description = "Measures Sallyport and the local cloud on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {
            StartupCommand.class,
            DataplaneCommand.class,
            ComputeCommand.class,
            PubSubCommand.class,
            FirestoreCommand.class,
            ChatopsCommand.class,
            SoakCommand.class,
            CrashesCommand.class,
            LoadCommand.class,
            ComplianceCommand.class
        })
final class Bench {
    private Bench() {}

    public static void main(String[] args) {
        // The HTTP client tells at length how it is set up.
        Logger.getLogger("").setLevel(Level.SEVERE);
        System.exit(new CommandLine(new Bench()).execute(args));
    }
}
