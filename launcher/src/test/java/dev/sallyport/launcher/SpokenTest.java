package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.grammar.Verb;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import picocli.CommandLine;

/** The command line knows the verbs that chats know, and tells of them in the same words. */
class SpokenTest {
    /** What is about plans in files, clouds and messages, which nobody has in a chat. */
    private static final Set<String> ONLY_HERE =
            Set.of("apply", "events", "explain", "compliance", "demo", "dead-letters", "local");

    private final Shell shell = new Shell(Checkout.root());
    private final CommandLine program = Sallyport.commandLine(shell.surroundings());

    @Test
    void everyCommandIsAVerbOfChatsOrKnownToBeNone() {
        Set<String> commands = new TreeSet<>(program.getSubcommands().keySet());
        commands.removeAll(ONLY_HERE);

        assertThat(commands)
                .containsExactlyInAnyOrderElementsOf(
                        List.of(Verb.values()).stream().map(Verb::word).toList());
    }

    @ParameterizedTest
    @EnumSource
    void helpSaysOfAVerbWhatItSaysInChats(Verb verb) {
        shell.run("help");

        assertThat(shell.out().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT))
                .contains(verb.word() + " " + verb.summary().toLowerCase(Locale.ROOT));
    }

    /** A pause has options for its reason and its end, and a provision takes its request from a file. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"PAUSE", "PROVISION"})
    void theExampleForChatsIsACommandLineToo(Verb verb) {
        assertThat(program.parseArgs(verb.example().split(" "))
                        .subcommand()
                        .commandSpec()
                        .name())
                .isEqualTo(verb.word());
    }

    @Test
    void grantAndRevokeShowTheExampleOfChats() {
        shell.run("grant", "--help");
        assertThat(shell.out()).contains("NAME PRINCIPAL [for TIME]", "./sallyport " + Verb.GRANT.example());
        shell.run("revoke", "--help");
        assertThat(shell.out()).contains("NAME PRINCIPAL", "./sallyport " + Verb.REVOKE.example());
    }

    @Test
    void aSlipIsAnsweredWithWhatWasMeant() {
        assertThat(shell.run("repiar", "shop")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err()).contains("Perhaps repair was meant.");

        Shell grant = new Shell(Checkout.root());
        assertThat(grant.run("grant", "shop", "users:a@example.com")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(grant.err()).contains("\"users:a@example.com\" is no principal (expected: perhaps user: was meant)");
    }
}
