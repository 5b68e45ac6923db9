package dev.sallyport.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sallyport.deployment.Direction;
import dev.sallyport.failure.Poison;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StageMessageTest {
    @Test
    void isReadAsItWasWritten() {
        StageMessage message = new StageMessage("web", 3, Direction.PROVISION);

        assertThat(new String(message.write(), StandardCharsets.UTF_8))
                .isEqualTo("{\"deployment\":\"web\",\"generation\":3,\"direction\":\"provision\"}");
        assertThat(StageMessage.read(message.write())).isEqualTo(message);
    }

    @Test
    void saysWhenItGoesBackwards() {
        StageMessage message = new StageMessage("web", 4, Direction.DESTROY);

        assertThat(new String(message.write(), StandardCharsets.UTF_8)).contains("\"direction\":\"destroy\"");
        assertThat(StageMessage.read(message.write())).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                                                                      | not a JSON object
        {                                                                       | not JSON
        []                                                                      | not a JSON object
        {"deployment":"web","generation":1}                                     | other members than expected
        {"deployment":"web","generation":1,"direction":"provision","stage":"x"} | other members than expected
        {"deployment":"web","generation":1,"direction":"provision"} x           | not JSON
        {"deployment":"web","deployment":"w","generation":1,"direction":"provision"} | not JSON
        {"deployment":"../x","generation":1,"direction":"provision"}            | deployment is "../x"
        {"deployment":7,"generation":1,"direction":"provision"}                 | deployment is 7
        {"deployment":"web","generation":0,"direction":"provision"}             | generation is 0
        {"deployment":"web","generation":1.5,"direction":"provision"}           | generation is 1.5
        {"deployment":"web","generation":"1","direction":"provision"}           | generation is "1"
        {"deployment":"web","generation":99999999999999999999,"direction":"provision"} | generation is 9999
        {"deployment":"web","generation":1,"direction":"PROVISION"}             | direction is "PROVISION"
        {"deployment":"web","generation":1,"direction":["provision"]}           | direction is something else
        """)
    void whatIsNoStageMessageIsPoison(String text, String problem) {
        assertThatExceptionOfType(Poison.class)
                .isThrownBy(() -> StageMessage.read(text.getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining(problem);
    }
}
