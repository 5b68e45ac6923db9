package dev.sallyport.launcher;

import dev.sallyport.grammar.Verb;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sallyport revoke}: lets somebody in no more. */
@Command(
        name = "revoke",
        description = {
            "Of a guest as well as of whoever was let in for good. The last one who may pass for good cannot be taken out.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes:",
            "  0  the application is protected, and the principal may pass no more",
            "  1  a stage failed, no end came in time, a newer request took over, or something unexpected happened",
            "  2  there is no such deployment, the principal is not let in, or what was given cannot be used",
            "  5  no cloud with the functions can be reached there",
            "  130  stopped by Ctrl-C before the end; the functions go on"
        })
final class RevokeCommand extends SpokenCommand {
    @Parameters(index = "1", paramLabel = "PRINCIPAL", description = "Who is let in no more, such as user:EMAIL.")
    private String principal;

    RevokeCommand(Surroundings surroundings) {
        super(surroundings, Verb.REVOKE);
    }

    @Override
    List<String> words() {
        return List.of(principal);
    }
}
