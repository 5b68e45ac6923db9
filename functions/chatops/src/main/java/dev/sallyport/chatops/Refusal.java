package dev.sallyport.chatops;

import dev.sallyport.grammar.Command;
import dev.sallyport.grammar.Verb;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells somebody that they may not, and who may. */
final class Refusal {
    private static final int MOST_NAMED = 10;

    private final Policy policy;
    private final Dialect dialect;

    Refusal(Policy policy, Dialect dialect) {
        this.policy = policy;
        this.dialect = dialect;
    }

    Reply of(Command command) {
        Verb verb = command.verb();
        Optional<String> deployment = command.deployment();
        String what = "`" + verb.word() + deployment.map(name -> " " + name).orElse("") + "`";
        return Reply.toAsker("You may not " + what + " here", whoMay(policy.whoMay(verb, deployment)));
    }

    private String whoMay(Map<String, Set<String>> allowed) {
        if (allowed.isEmpty()) {
            return "Nobody may: no rule of the policy allows it.";
        }
        List<String> lines = allowed.entrySet().stream()
                .limit(MOST_NAMED)
                .map(entry -> "• " + who(entry.getKey()) + where(entry.getValue()))
                .toList();
        return "Who may:\n" + String.join("\n", lines) + (allowed.size() > MOST_NAMED ? "\n• and others" : "");
    }

    private String who(String who) {
        if (who.equals("*")) {
            return "anybody";
        }
        if (who.startsWith("group:")) {
            String name = who.substring("group:".length());
            return name + ": " + named(policy.groups().get(name));
        }
        return named(Set.of(who));
    }

    private String named(Set<String> members) {
        return members.stream()
                .limit(MOST_NAMED)
                .map(member ->
                        member.startsWith("person:") ? member.substring("person:".length()) : dialect.person(member))
                .collect(Collectors.joining(", "));
    }

    private String where(Set<String> places) {
        return places.contains("*")
                ? ""
                : " in " + places.stream().map(dialect::place).collect(Collectors.joining(" or "));
    }
}
