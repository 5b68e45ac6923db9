package dev.sallyport.launcher.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayTest {
    private static final Map<String, String> UTF8 = Map.of("LANG", "en_GB.UTF-8");

    @Test
    void sizeIsRowsAndColumnsAsSttyPrintsThem() {
        assertThat(Display.of(Optional.of("24 80"), UTF8)).isEqualTo(new Display(80, 24, true, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 0", "80", "wide", "24 80 7"})
    void whatIsNoSizeIsNoTerminal(String size) {
        assertThat(Display.of(Optional.of(size), UTF8)).isEqualTo(Display.file());
    }

    @Test
    void noColorTurnsColoursOff() {
        assertThat(Display.of(Optional.of("24 80"), Map.of("NO_COLOR", "1")).colours())
                .isFalse();
    }

    @Test
    void anEmptyNoColorLeavesColoursOn() {
        assertThat(Display.of(Optional.of("24 80"), Map.of("NO_COLOR", "")).colours())
                .isTrue();
    }

    @Test
    void withoutAUtf8LocaleSignsAreAscii() {
        assertThat(Display.of(Optional.of("24 80"), Map.of("LANG", "C")).glyphs())
                .isEqualTo(Glyphs.ASCII);
        assertThat(Display.of(Optional.of("24 80"), UTF8).glyphs()).isEqualTo(Glyphs.UNICODE);
    }

    @Test
    void lcAllOverridesLang() {
        assertThat(Display.charset(Map.of("LANG", "en_GB.UTF-8", "LC_ALL", "C")))
                .isEqualTo(StandardCharsets.US_ASCII);
        assertThat(Display.charset(Map.of("LANG", "C", "LC_ALL", "C.utf8"))).isEqualTo(StandardCharsets.UTF_8);
    }
}
