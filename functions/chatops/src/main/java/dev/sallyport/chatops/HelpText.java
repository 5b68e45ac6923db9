package dev.sallyport.chatops;

import dev.sallyport.grammar.Verb;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells somebody what they may ask for, as the grammar has it. */
final class HelpText {
    private final Policy policy;
    private final Dialect dialect;
    private final String invocation;

    /**
     * @param invocation what comes before a command, such as {@code /sallyport}
     */
    HelpText(Policy policy, Dialect dialect, String invocation) {
        this.policy = policy;
        this.dialect = dialect;
        this.invocation = invocation;
    }

    Reply about(Optional<Verb> verb, Asker asker) {
        String[] lines = Stream.of(Verb.values())
                .filter(candidate -> verb.map(candidate::equals).orElse(true))
                .filter(candidate -> mayUse(asker, candidate))
                .map(this::line)
                .toArray(String[]::new);
        if (lines.length == 0) {
            return Reply.toAsker("You may not use `" + verb.orElse(Verb.HELP).word() + "` here.");
        }
        return Reply.toAsker(
                verb.isPresent() ? "How to say it" : "What you can ask for here", String.join("\n", lines));
    }

    private boolean mayUse(Asker asker, Verb verb) {
        return verb == Verb.HELP || policy.allows(asker, verb, Optional.empty());
    }

    private String line(Verb verb) {
        return "`" + verb.usage() + "`  " + dialect.plain(verb.summary()) + "\n      `" + invocation + " "
                + verb.example() + "`";
    }
}
