package dev.sallyport.launcher;

import dev.sallyport.launcher.Surroundings.Input;
import dev.sallyport.launcher.Surroundings.Output;
import dev.sallyport.launcher.terminal.Display;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program: {@code ./sallyport}. */
@Command(
        name = "sallyport",
        description = "Puts a web application on Compute Engine behind Identity-Aware Proxy.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            PlanCommand.class,
            ApplyCommand.class,
            ProvisionCommand.class,
            RecheckCommand.class,
            RepairCommand.class,
            RetryCommand.class,
            GrantCommand.class,
            RevokeCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            MuteCommand.class,
            CancelCommand.class,
            DestroyCommand.class,
            StatusCommand.class,
            ListCommand.class,
            EventsCommand.class,
            ExplainCommand.class,
            ComplianceCommand.class,
            DeadLettersCommand.class,
            LocalCommand.class,
            DemoCommand.class,
            HelpCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Start here:",
            "  ./sallyport provision examples/lab.json",
            "then, while that keeps running (--keep), in another shell:",
            "  ./sallyport status lab",
            "  ./sallyport plan lab",
            "  ./sallyport repair lab",
            "  ./sallyport destroy lab",
            "or watch what careless people break being found and repaired:",
            "  ./sallyport demo",
            "or with the local cloud alone:",
            "  ./sallyport local up"
        })
public final class Sallyport {
    private static final System.Logger LOG = System.getLogger(Sallyport.class.getName());
    private static final int USAGE_COLUMNS = 100;

    private Sallyport() {}

    public static void main(String[] arguments) {
        LogManager.getLogManager().reset();
        // The class loaders of functions have no binding for SLF4J, as in production, and it would say so on stderr.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        // Threads of libraries have nobody to tell; standard error belongs to the person who watches.
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> LOG.log(Level.WARNING, "thread " + thread.getName() + " ended", failure));
        Map<String, String> environment = System.getenv();
        InstantSource time = InstantSource.system();
        Stop stop = Stop.onSignal();
        Surroundings surroundings = new Surroundings(
                Path.of(System.getProperty("sallyport.root", "")).toAbsolutePath(),
                environment,
                time,
                begun(time),
                new Input(
                        System.in,
                        !System.getProperty("sallyport.terminal.in", "").isEmpty()),
                output(FileDescriptor.out, "sallyport.terminal.out", environment),
                output(FileDescriptor.err, "sallyport.terminal.err", environment),
                stop.asked());
        stop.exit(run(surroundings, List.of(arguments)));
    }

    /** Runs one command line and returns its exit code; see {@link ExitCode}. */
    static int run(Surroundings surroundings, List<String> arguments) {
        CommandLine commandLine = commandLine(surroundings);
        if (arguments.isEmpty()) {
            commandLine.usage(surroundings.err().stream());
            return ExitCode.BAD_INPUT;
        }
        return commandLine.execute(arguments.toArray(String[]::new));
    }

    static CommandLine commandLine(Surroundings surroundings) {
        return Spoken.described(new CommandLine(new Sallyport(), new Commands(surroundings)))
                .setOut(new PrintWriter(surroundings.out().stream(), true))
                .setErr(new PrintWriter(surroundings.err().stream(), true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        surroundings.out().display().colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setUsageHelpWidth(USAGE_COLUMNS)
                .setParameterExceptionHandler((mistake, given) -> explain(mistake, surroundings.err()))
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, surroundings.err()));
    }

    /** Without the whole usage, which would push the message off a small terminal. */
    private static int explain(ParameterException mistake, Output err) {
        err.line("sallyport: " + mistake.getMessage());
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            suggest(unmatched, err);
        }
        err.line("Options and examples: ./" + wayToHelp(mistake.getCommandLine()));
        return ExitCode.BAD_INPUT;
    }

    private static void suggest(UnmatchedArgumentException mistake, Output err) {
        Spoken.meant(mistake)
                .ifPresentOrElse(
                        meant -> err.line("Perhaps " + meant + " was meant."),
                        () -> UnmatchedArgumentException.printSuggestions(
                                mistake, new PrintWriter(err.stream(), true)));
    }

    private static String wayToHelp(CommandLine command) {
        CommandLine parent = command.getParent();
        return parent == null
                ? command.getCommandName() + " --help"
                : parent.getCommandSpec().qualifiedName() + " help " + command.getCommandName();
    }

    private static int explain(Exception failure, Output err) {
        if (failure instanceof Interrupted && err.display().isTerminal()) {
            // The terminal has put ^C where the message would begin.
            err.line("");
        }
        err.line("sallyport: " + failure.getMessage());
        return failure instanceof Ending ending ? ending.exitCode() : ExitCode.FAILED;
    }

    /** When the script began, which it says in seconds since the epoch; else now. */
    private static Instant begun(InstantSource time) {
        String seconds = System.getProperty("sallyport.begun", "");
        return seconds.matches("[0-9]{1,11}\\.[0-9]{6}")
                ? Instant.ofEpochSecond(
                        0, new BigDecimal(seconds).movePointRight(9).longValueExact())
                : time.instant();
    }

    private static Output output(FileDescriptor descriptor, String terminal, Map<String, String> environment) {
        return new Output(
                new PrintStream(new FileOutputStream(descriptor), true, Display.charset(environment)),
                Display.of(Optional.ofNullable(System.getProperty(terminal)), environment));
    }

    /** Gives each command what it has to do with outside its arguments. */
    private record Commands(Surroundings surroundings) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            return type.cast(make(type));
        }

        private Object make(Class<?> type) throws Exception {
            if (type == PlanCommand.class) {
                return new PlanCommand(surroundings);
            }
            if (type == ApplyCommand.class) {
                return new ApplyCommand(surroundings);
            }
            if (type == RecheckCommand.class) {
                return new RecheckCommand(surroundings);
            }
            if (type == ProvisionCommand.class) {
                return new ProvisionCommand(surroundings);
            }
            if (type == RepairCommand.class) {
                return new RepairCommand(surroundings);
            }
            if (type == RetryCommand.class) {
                return new RetryCommand(surroundings);
            }
            if (type == GrantCommand.class) {
                return new GrantCommand(surroundings);
            }
            if (type == RevokeCommand.class) {
                return new RevokeCommand(surroundings);
            }
            if (type == MuteCommand.class) {
                return new MuteCommand(surroundings);
            }
            if (type == PauseCommand.class) {
                return new PauseCommand(surroundings);
            }
            if (type == ResumeCommand.class) {
                return new ResumeCommand(surroundings);
            }
            if (type == CancelCommand.class) {
                return new CancelCommand(surroundings);
            }
            if (type == DestroyCommand.class) {
                return new DestroyCommand(surroundings);
            }
            if (type == StatusCommand.class) {
                return new StatusCommand(surroundings);
            }
            if (type == ListCommand.class) {
                return new ListCommand(surroundings);
            }
            if (type == EventsCommand.class) {
                return new EventsCommand(surroundings);
            }
            if (type == ExplainCommand.class) {
                return new ExplainCommand(surroundings);
            }
            if (type == ComplianceCommand.class) {
                return new ComplianceCommand(surroundings);
            }
            if (type == DemoCommand.class) {
                return new DemoCommand(surroundings);
            }
            if (type == DeadLettersCommand.class) {
                return new DeadLettersCommand(surroundings);
            }
            if (type == LocalUpCommand.class) {
                return new LocalUpCommand(surroundings);
            }
            return type == LocalEnvCommand.class
                    ? new LocalEnvCommand(surroundings)
                    : CommandLine.defaultFactory().create(type);
        }
    }
}
