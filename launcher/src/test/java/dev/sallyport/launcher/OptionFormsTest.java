package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class OptionFormsTest {
    @ParameterizedTest
    @CsvSource({"90s, PT90S", "10m, PT10M", "2h, PT2H"})
    void aTimeSpanIsANumberAndAUnit(String text, Duration span) {
        assertThat(new TimeSpan().convert(text)).isEqualTo(span);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0s", "10", "m", "-5s", "1.5h", "10 m", "PT10M"})
    void anythingElseIsRefusedWithWhatWouldBeRight(String text) {
        assertThatThrownBy(() -> new TimeSpan().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'" + text + "' (expected: a number of s, m or h, such as 90s or 10m)");
    }

    @Test
    void latencyIsNoneOrRealisticWithAFactor() {
        Latency.Converter converter = new Latency.Converter();

        assertThat(converter.convert("none")).isEqualTo(Latency.NONE);
        assertThat(converter.convert("realistic")).isEqualTo(new Latency(1));
        assertThat(converter.convert("realistic:0.1")).isEqualTo(new Latency(0.1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "realistic:", "realistic:-1", "realistic:x", "none:2", "REALISTIC"})
    void anyOtherLatencyIsRefusedWithWhatWouldBeRight(String text) {
        assertThatThrownBy(() -> new Latency.Converter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("expected: none, realistic, or realistic:FACTOR such as realistic:0.1");
    }
}
