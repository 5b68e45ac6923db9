package dev.sallyport.launcher.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {
    private static final Display NARROW = new Display(8, 24, false, true);
    private static final Display COLOURED = new Display(80, 24, true, true);

    @Test
    void aLineThatFitsIsWrittenWhole() {
        assertThat(Text.of("exactly8").render(NARROW)).isEqualTo("exactly8");
    }

    @Test
    void aLongerLineEndsInAnEllipsisAtTheLastColumn() {
        assertThat(Text.of("exactly").add(" nine").render(NARROW)).isEqualTo("exactly\u2026");
        assertThat(Text.of("12345678").add("9").render(NARROW)).isEqualTo("1234567\u2026");
    }

    @Test
    void theEllipsisIsAsciiWhereTheDisplayIs() {
        assertThat(Text.of("123456789").render(new Display(8, 24, false, false)))
                .isEqualTo("1234567>");
    }

    @Test
    void aFileTakesLinesOfAnyLength() {
        assertThat(Text.of("x".repeat(5000)).render(Display.file())).hasSize(5000);
    }

    @Test
    void coloursCostNoWidth() {
        Text text = new Text().add(Tone.GOOD, "done").add(" ").add(Tone.FAINT, "4 s");

        assertThat(text.width()).isEqualTo(8);
        assertThat(text.render(COLOURED)).isEqualTo("\u001b[32mdone\u001b[0m \u001b[2m4 s\u001b[0m");
    }

    @Test
    void charactersOutsideTheBasicPlaneAreNotTornApart() {
        assertThat(Text.of("\ud83d\ude80".repeat(9)).render(NARROW)).isEqualTo("\ud83d\ude80".repeat(7) + "\u2026");
    }

    @Test
    void controlCharactersFromElsewhereDoNotReachTheTerminal() {
        assertThat(Text.of("a\u001b[2Jb\r\nc").render(COLOURED)).isEqualTo("a [2Jb c");
    }

    @Test
    void wrapBreaksBetweenWordsAndNothingIsLostOfOneThatIsTooLong() {
        assertThat(Text.wrap("one two  three verylongword\nfour", 9))
                .containsExactly("one two", "three", "verylongw", "ord four");
    }

    @Test
    void wrapOfNothingIsOneEmptyLine() {
        assertThat(Text.wrap("", 9)).containsExactly("");
    }
}
