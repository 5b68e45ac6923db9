package dev.sallyport.launcher;

import dev.sallyport.deployment.DeadLetterStore.Kept;
import dev.sallyport.launcher.report.DeadLetterList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code sallyport dead-letters}: the messages that nobody works on, and what is to become of them. */
@Command(
        name = "dead-letters",
        description = {
            "Lists the messages that nobody works on, because they were refused, could not be understood or were given up on.",
            "replay publishes one again for the function that it was meant for, and notes that; drop deletes one.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes:",
            "  0  printed, published again or deleted",
            "  2  there is no such letter, it cannot be published again, or an option cannot be used; nothing was done",
            "  5  no cloud with the functions can be reached there",
            "",
            "Examples:",
            "  ./sallyport dead-letters",
            "  ./sallyport dead-letters --json | jq -r '.[].data | @base64d'",
            "  ./sallyport dead-letters replay 1234",
            "  ./sallyport dead-letters drop 1234"
        })
final class DeadLettersCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "list|replay|drop",
            converter = Verb.Converter.class,
            description = "What to do (default: list).")
    private Verb verb = Verb.LIST;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ID",
            description = "The letter's id, as list shows it; for replay and drop.")
    private Optional<String> id = Optional.empty();

    @Mixin
    private LookOptions options;

    private enum Verb {
        LIST,
        REPLAY,
        DROP;

        private static final class Converter implements ITypeConverter<Verb> {
            @Override
            public Verb convert(String text) {
                return Stream.of(values())
                        .filter(verb -> verb.word().equals(text))
                        .findFirst()
                        .orElseThrow(() ->
                                new TypeConversionException("'" + text + "' (expected: list, replay ID or drop ID)"));
            }
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    DeadLettersCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        requireIdWhereOneIsMeant();
        return options.where().in(surroundings, house -> {
            switch (verb) {
                case LIST -> print(house.deadLetters().all());
                case REPLAY -> replay(new DeadLetterBox(house));
                case DROP -> drop(new DeadLetterBox(house));
            }
            return ExitCode.ENDED;
        });
    }

    private void requireIdWhereOneIsMeant() {
        if (verb == Verb.LIST && id.isPresent()) {
            throw new BadInput("list " + id.get() + ": it lists all letters (expected: no ID)");
        }
        if (verb != Verb.LIST && id.isEmpty()) {
            throw new BadInput(verb.word() + ": it does not say which letter (expected: " + verb.word()
                    + " ID; ./sallyport dead-letters lists them)");
        }
    }

    private void replay(DeadLetterBox box) {
        Kept replayed = box.replay(id.orElseThrow());
        report(replayed, replayed.outcome().orElseThrow());
    }

    private void drop(DeadLetterBox box) {
        report(box.drop(id.orElseThrow()), "dropped");
    }

    private void report(Kept letter, String done) {
        if (options.json()) {
            print(List.of(letter));
        } else {
            surroundings.out().line("letter " + letter.letter().id() + ": " + done);
        }
    }

    private void print(List<Kept> letters) {
        DeadLetterList.print(letters, options.json(), surroundings.out()::line);
    }
}
