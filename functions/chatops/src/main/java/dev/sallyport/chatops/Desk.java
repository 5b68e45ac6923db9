package dev.sallyport.chatops;

import dev.sallyport.grammar.Command;
import dev.sallyport.grammar.CommandReading;
import dev.sallyport.grammar.CommandReading.Misunderstood;
import dev.sallyport.grammar.CommandReading.Understood;
import dev.sallyport.grammar.Grammar;
import java.util.Optional;

/**
 * Takes commands and presses of buttons from people who are known by now, and does no more than publish: the work is the
 * chain's. Chats differ in how they ask and how they are answered, and in nothing here.
 */
final class Desk {
    private final Policy policy;
    private final Deeds deeds;
    private final PlanView plans;
    private final Buttons buttons;
    private final Grammar grammar = new Grammar();

    Desk(Policy policy, Deeds deeds, PlanView plans, Buttons buttons) {
        this.policy = policy;
        this.deeds = deeds;
        this.plans = plans;
        this.buttons = buttons;
    }

    /**
     * Answers a command as somebody typed it.
     *
     * @param requestId the same for every delivery of the command
     * @param dialect of the chat
     * @param invocation what comes before a command there
     */
    Reply answer(Asker asker, String text, String requestId, Dialect dialect, String invocation) {
        CommandReading reading = grammar.read(text);
        if (reading instanceof Misunderstood misunderstood) {
            return Reply.toAsker(
                    dialect.plain(misunderstood.text()),
                    misunderstood
                            .verb()
                            .map(verb -> "For example: `" + invocation + " " + verb.example() + "`")
                            .orElse("`" + invocation + " help` tells what there is to ask for."));
        }
        Command command = ((Understood) reading).command();
        if (command instanceof Command.Help help) {
            return new HelpText(policy, dialect, invocation).about(help.about(), asker);
        }
        return refusal(asker, command, dialect)
                .orElseGet(() -> deeds.doOrAsk(asker, command, text, requestId, dialect));
    }

    /** Answers the press of a button; a value that was not sealed here does nothing. */
    Reply press(Asker asker, String value, Dialect dialect) {
        Optional<Ticket> ticket = buttons.pressed(value);
        if (ticket.isEmpty()) {
            return Reply.toAsker("This button is none of Sallyport's", "Nothing was done.");
        }
        if (buttons.hasExpired(ticket.get())) {
            return Reply.toAsker("This button has expired", "Nothing was done. Ask once more.");
        }
        if (!(grammar.read(ticket.get().command()) instanceof Understood understood)) {
            return Reply.toAsker("This button is of an older Sallyport", "Nothing was done. Ask once more.");
        }
        return refusal(asker, understood.command(), dialect)
                .orElseGet(() -> press(asker, understood.command(), ticket.get(), dialect));
    }

    private Reply press(Asker asker, Command command, Ticket ticket, Dialect dialect) {
        return switch (ticket.act()) {
            case APPROVE -> agree(asker, command, ticket, dialect);
            case RUN -> deeds.doOrAsk(asker, command, ticket.command(), ticket.requestId(), dialect);
            case SHOW -> plans.of(asker, command.deployment().orElseThrow(), ticket, dialect);
            case APPLY -> apply(asker, command, ticket, dialect);
            case DISMISS -> Reply.toEverybody("Let be by " + dialect.person(asker.id()));
        };
    }

    /** What takes two people takes another one to apply it than who was shown the plan. */
    private Reply apply(Asker asker, Command command, Ticket ticket, Dialect dialect) {
        return policy.needsTwo(command.verb(), command.deployment()) && policy.isSamePerson(asker.id(), ticket.asker())
                ? Reply.toAsker("It takes somebody else", "This takes two people. Let another one press.")
                : deeds.apply(asker, command, ticket, dialect);
    }

    private Reply agree(Asker asker, Command command, Ticket ticket, Dialect dialect) {
        if (policy.isSamePerson(asker.id(), ticket.asker())) {
            return Reply.toAsker("It takes somebody else", "Whoever asks for this cannot agree to it as well.");
        }
        return deeds.perform(asker, command, ticket.requestId(), asker.byAgreeingWith(ticket.asker()), dialect);
    }

    private Optional<Reply> refusal(Asker asker, Command command, Dialect dialect) {
        if (policy.allows(asker, command.verb(), command.deployment())) {
            return Optional.empty();
        }
        Deeds.log(asker, command, "refused");
        return Optional.of(new Refusal(policy, dialect).of(command));
    }
}
