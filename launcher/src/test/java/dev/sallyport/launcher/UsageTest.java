package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class UsageTest {
    private final Shell shell = new Shell(Checkout.root());

    @ParameterizedTest
    @MethodSource("waysToAskForHelp")
    void helpGoesToStandardOutput(List<String> arguments) {
        assertThat(shell.run(arguments.toArray(String[]::new))).isZero();
        assertThat(shell.out()).contains("Usage: sallyport");
        assertThat(shell.err()).isEmpty();
    }

    static Stream<List<String>> waysToAskForHelp() {
        return Stream.of(
                List.of("help"),
                List.of("--help"),
                List.of("-h"),
                List.of("help", "provision"),
                List.of("provision", "--help"),
                List.of("repair", "--help"),
                List.of("help", "destroy"),
                List.of("retry", "--help"),
                List.of("help", "pause"),
                List.of("help", "resume"),
                List.of("cancel", "--help"),
                List.of("help", "dead-letters"),
                List.of("compliance", "--help"),
                List.of("help", "demo"),
                List.of("local", "--help"),
                List.of("local", "up", "--help"),
                List.of("local", "help", "env"));
    }

    @Test
    void helpExplainsEveryOptionAndGivesExamples() {
        shell.run("help", "provision");

        CommandLine provision =
                Sallyport.commandLine(shell.surroundings()).getSubcommands().get("provision");
        assertThat(provision.getCommandSpec().options()).hasSizeGreaterThan(7).allSatisfy(option -> {
            assertThat(option.description()).isNotEmpty();
            assertThat(shell.out()).contains(option.longestName());
        });
        assertThat(shell.out())
                .contains("./sallyport provision examples/lab.json")
                .contains("Exit codes:");
    }

    @Test
    void versionIsTheBuildsOwn() {
        assertThat(shell.run("--version")).isZero();
        assertThat(shell.out())
                .containsPattern("Sallyport [0-9]+\\.[0-9]+\\.[0-9]+")
                .contains("Java ");
    }
}
