package dev.sallyport.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.finding.Controls;
import dev.sallyport.grammar.CommandReading.Understood;
import dev.sallyport.grammar.CommandRequest;
import dev.sallyport.grammar.Grammar;
import dev.sallyport.grammar.Verb;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What people can say in chats is what can be published. */
class SpokenRequestTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    private final Grammar grammar = new Grammar();
    private final RequestReader requests = new RequestReader();

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"HELP", "STATUS", "LIST"})
    void theExampleOfEveryVerbIsARequest(Verb verb) {
        Understood understood = (Understood) grammar.read(verb.example());
        ObjectNode request = CommandRequest.of(understood.command(), NOW).orElseThrow();
        request.put("by", "Anna (slack:U012AB3CD) in slack:C024BE91L").put("requestId", "slack-0123456789abcdef");

        RequestReading reading = requests.read(request.toString().getBytes(StandardCharsets.UTF_8));

        assertThat(reading).isInstanceOf(RequestReading.Accepted.class);
        assertThat(Optional.of(((RequestReading.Accepted) reading).request().deployment()))
                .isEqualTo(understood.command().deployment());
    }

    @Test
    void everyControlCanBeMuted() {
        assertThat(Controls.all())
                .isNotEmpty()
                .allSatisfy(control -> assertThat(grammar.read("mute shop " + control.id() + " for 1d a drill"))
                        .isInstanceOf(Understood.class));
    }
}
