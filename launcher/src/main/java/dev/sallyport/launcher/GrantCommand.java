package dev.sallyport.launcher;

import dev.sallyport.grammar.Verb;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sallyport grant}: lets somebody in. */
@Command(
        name = "grant",
        description = {
            "The principal is user:EMAIL, group:EMAIL, serviceAccount:EMAIL or domain:DOMAIN; an address without a type is a"
                    + " person's. TIME is a number of m, h or d, such as 2h; without one the access is for good. Access for a"
                    + " time ends by itself, by a condition in IAM. The last grant of two for one principal holds.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes:",
            "  0  the application is protected, and the principal may pass",
            "  1  a stage failed, no end came in time, a newer request took over, or something unexpected happened",
            "  2  there is no such deployment, or what was given cannot be used; nobody was let in",
            "  5  no cloud with the functions can be reached there",
            "  130  stopped by Ctrl-C before the end; the functions go on"
        })
final class GrantCommand extends SpokenCommand {
    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "PRINCIPAL [for TIME]",
            hideParamSyntax = true,
            description = "Who is let in, and for how long.")
    private List<String> words;

    GrantCommand(Surroundings surroundings) {
        super(surroundings, Verb.GRANT);
    }

    @Override
    List<String> words() {
        return words;
    }
}
