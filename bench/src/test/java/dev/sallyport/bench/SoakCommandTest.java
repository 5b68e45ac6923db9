package dev.sallyport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** What {@code bench/run soak} is asked. */
class SoakCommandTest {
    @Test
    void theCommandThatReplaysAFailedRunIsUnderstood() {
        ParseResult asked = parse("--seed", "42");

        assertThat(asked.matchedOptionValue("--seed", Optional.empty())).contains(42L);
    }

    @Test
    void runsAreBoundedByNumberOrByTime() {
        ParseResult asked = parse("--runs", "2000", "--minutes", "3");

        assertThat(asked.matchedOptionValue("--runs", Optional.empty())).contains(2000L);
        assertThat(asked.matchedOptionValue("--minutes", 0L)).isEqualTo(3);
    }

    private static ParseResult parse(String... arguments) {
        return new CommandLine(new SoakCommand()).parseArgs(arguments);
    }
}
