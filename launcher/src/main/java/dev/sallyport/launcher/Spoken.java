package dev.sallyport.launcher;

import dev.sallyport.grammar.NearestName;
import dev.sallyport.grammar.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the command line shares with chats: what each verb does, its example, and what somebody may have meant. */
final class Spoken {
    private Spoken() {}

    /** Adds to the help of each command that is a verb what help in chats tells of it. */
    static CommandLine described(CommandLine program) {
        Stream.of(Verb.values())
                .forEach(verb -> describe(
                        program.getSubcommands()
                                .get(verb.word())
                                .getCommandSpec()
                                .usageMessage(),
                        verb));
        return program;
    }

    /** The command that was meant instead of one that there is not, if that can be guessed. */
    static Optional<String> meant(UnmatchedArgumentException mistake) {
        CommandLine program = mistake.getCommandLine();
        boolean isCommand = program.getParent() == null && !mistake.isUnknownOption();
        return isCommand
                ? NearestName.of(
                        mistake.getUnmatched().get(0), program.getSubcommands().keySet())
                : Optional.empty();
    }

    private static void describe(UsageMessageSpec help, Verb verb) {
        help.header(sentence(verb.summary()));
        if (verb == Verb.GRANT || verb == Verb.REVOKE) {
            List<String> footer = new ArrayList<>(List.of(help.footer()));
            footer.addAll(List.of("", "Example:", "  ./sallyport " + verb.example()));
            help.footer(footer.toArray(String[]::new));
        }
    }

    private static String sentence(String summary) {
        return Character.toUpperCase(summary.charAt(0)) + summary.substring(1) + ".";
    }
}
