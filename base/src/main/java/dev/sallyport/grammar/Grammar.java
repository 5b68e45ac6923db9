package dev.sallyport.grammar;

import dev.sallyport.grammar.CommandReading.Misunderstood;
import dev.sallyport.grammar.CommandReading.Understood;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads commands. Every text is either understood or answered with what is wrong; nothing it may hold makes this throw.
 *
 * <p>Instances are immutable and may be shared.
 */
public final class Grammar {
    /** More than anybody types, and as much as Slack and Google Chat take. */
    static final int LONGEST = 4096;

    private static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final int LONGEST_REASON = 200;

    /** Reads a command as somebody typed it; nothing at all asks for help. */
    public CommandReading read(String text) {
        if (text.length() > LONGEST) {
            return new Misunderstood(
                    "the command has " + text.length() + " characters", "at most " + LONGEST, Optional.empty());
        }
        Words words = new Words(text);
        Optional<Verb> verb = Optional.empty();
        try {
            Optional<String> first = words.next();
            if (first.isEmpty()) {
                return new Understood(new Command.Help(Optional.empty()));
            }
            verb = Optional.of(verb(first.get()));
            return new Understood(command(verb.get(), words));
        } catch (Misunderstanding e) {
            return new Misunderstood(e.problem(), e.expected(), verb);
        }
    }

    private static Command command(Verb verb, Words words) throws Misunderstanding {
        Command command = switch (verb) {
            case HELP ->
                new Command.Help(
                        words.isEmpty()
                                ? Optional.empty()
                                : Optional.of(verb(words.next().orElseThrow())));
            case LIST -> new Command.List();
            case STATUS -> new Command.Status(words.isEmpty() ? Optional.empty() : Optional.of(name(verb, words)));
            case PROVISION -> provision(words);
            case GRANT -> grant(words);
            case REVOKE -> new Command.Revoke(name(verb, words), principal(verb, words));
            case PAUSE -> pause(words);
            case MUTE -> mute(words);
            case PLAN, RECHECK, REPAIR, RETRY, RESUME, CANCEL, DESTROY -> new Command.Plain(verb, name(verb, words));
        };
        Optional<String> more = words.next();
        if (more.isPresent()) {
            throw new Misunderstanding("there is more: " + Words.shown(more.get()), verb.usage());
        }
        return command;
    }

    private static Verb verb(String word) throws Misunderstanding {
        Optional<Verb> verb = Verb.of(word);
        if (verb.isEmpty()) {
            throw new Misunderstanding(
                    "there is no verb " + Words.shown(word),
                    NearestName.of(
                                    word,
                                    Stream.of(Verb.values()).map(Verb::word).toList())
                            .map(nearest -> "perhaps " + nearest + " was meant")
                            .orElse("help tells which there are"));
        }
        return verb.get();
    }

    private static String name(Verb verb, Words words) throws Misunderstanding {
        String name =
                words.next().orElseThrow(() -> new Misunderstanding("the deployment's name is missing", verb.usage()));
        if (!NAME.matcher(name).matches()) {
            throw new Misunderstanding(
                    Words.shown(name) + " is no name of a deployment",
                    "1 to 63 lower-case letters, digits and hyphens, a letter first");
        }
        return name;
    }

    private static String principal(Verb verb, Words words) throws Misunderstanding {
        return PrincipalWord.of(
                words.next().orElseThrow(() -> new Misunderstanding("the principal is missing", verb.usage())));
    }

    private static Command provision(Words words) throws Misunderstanding {
        String name = name(Verb.PROVISION, words);
        RequestMembers members = new RequestMembers(RequestKeys.load());
        for (Optional<String> word = words.next(); word.isPresent(); word = words.next()) {
            members.add(word.get());
        }
        return new Command.Provision(name, members.complete());
    }

    private static Command grant(Words words) throws Misunderstanding {
        String name = name(Verb.GRANT, words);
        String principal = principal(Verb.GRANT, words);
        if (words.isEmpty()) {
            return new Command.Grant(name, principal, Optional.empty());
        }
        String preposition = words.next().orElseThrow();
        if (!preposition.equals("for")) {
            throw new Misunderstanding(Words.shown(preposition) + " after the principal", "for and a time, or nothing");
        }
        String span = words.next().orElse("");
        return new Command.Grant(
                name,
                principal,
                Optional.of(Span.of(span)
                        .orElseThrow(() -> new Misunderstanding("for " + Words.shown(span), Span.EXPECTED))));
    }

    private static Command pause(Words words) throws Misunderstanding {
        String name = name(Verb.PAUSE, words);
        Optional<Command.End> end = end(words);
        return new Command.Pause(name, end, reason(Verb.PAUSE, words));
    }

    private static Command mute(Words words) throws Misunderstanding {
        String name = name(Verb.MUTE, words);
        String control = ControlWord.of(
                words.next().orElseThrow(() -> new Misunderstanding("the control is missing", Verb.MUTE.usage())));
        Optional<Command.End> end = end(words);
        if (end.isEmpty()) {
            throw new Misunderstanding("the time is missing", Verb.MUTE.usage());
        }
        return new Command.Mute(name, control, end.get(), reason(Verb.MUTE, words));
    }

    private static String reason(Verb verb, Words words) throws Misunderstanding {
        String reason = words.rest();
        if (reason.isEmpty()) {
            throw new Misunderstanding("the reason is missing", verb.usage());
        }
        if (reason.length() > LONGEST_REASON || !reason.codePoints().allMatch(Words::isPlain)) {
            throw new Misunderstanding(
                    "the reason is " + Words.shown(reason),
                    "1 to " + LONGEST_REASON + " printable characters in one line");
        }
        return reason;
    }

    /** A reason may begin with these words too, but then what comes after them does not begin with a digit. */
    private static Optional<Command.End> end(Words words) throws Misunderstanding {
        Words ahead = words.copy();
        String preposition = ahead.next().orElse("");
        String time = ahead.next().orElse("");
        if (time.isEmpty() || !Character.isDigit(time.charAt(0))) {
            return Optional.empty();
        }
        Optional<Command.End> end = switch (preposition) {
            case "for" ->
                Optional.of(new Command.End.In(Span.of(time)
                        .orElseThrow(() -> new Misunderstanding("for " + Words.shown(time), Span.EXPECTED))));
            case "until" ->
                Optional.of(new Command.End.At(Moment.of(time)
                        .orElseThrow(() -> new Misunderstanding("until " + Words.shown(time), Moment.EXPECTED))));
            default -> Optional.empty();
        };
        if (end.isPresent()) {
            words.next();
            words.next();
        }
        return end;
    }
}
