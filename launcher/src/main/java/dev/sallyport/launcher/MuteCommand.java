package dev.sallyport.launcher;

import dev.sallyport.grammar.Verb;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sallyport mute}: lets findings of a control be. */
@Command(
        name = "mute",
        description = {
            "CONTROL is one of the controls that ./sallyport compliance lists, such as drift. TIME is a number of m, h or d, such"
                    + " as 2h, or after until a day or a time with its offset, such as 2026-12-01. The control is checked all the"
                    + " same, and what it finds is kept.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes:",
            "  0  its findings are not told of until then",
            "  1  no answer came in time, or something unexpected happened",
            "  2  there is no such deployment, or what was given cannot be used; nothing was muted",
            "  5  no cloud with the functions can be reached there",
            "  130  stopped by Ctrl-C before there was an answer"
        })
final class MuteCommand extends SpokenCommand {
    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "CONTROL (for TIME or until TIME) REASON",
            hideParamSyntax = true,
            description = "What is let be, how long, and why.")
    private List<String> words;

    MuteCommand(Surroundings surroundings) {
        super(surroundings, Verb.MUTE);
    }

    @Override
    List<String> words() {
        return words;
    }
}
