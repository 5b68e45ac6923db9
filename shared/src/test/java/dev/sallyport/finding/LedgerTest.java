package dev.sallyport.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LedgerTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final Observation OPEN = new Observation(
            Controls.FIREWALL_OPEN, "firewalls/all", "lets in 0.0.0.0/0", Map.of("ranges", "0.0.0.0/0"));
    private static final Compliance UNCHECKED = Compliance.unchecked("lab", "lab-project");

    @Test
    void aFindingIsToldWhenItAppears() {
        Ledger.Entry entry = Ledger.enter(UNCHECKED, List.of(OPEN), 1, NOON);

        assertThat(kinds(entry)).containsExactly(Happening.Kind.OPENED);
        assertThat(entry.compliance().open()).singleElement().satisfies(finding -> {
            assertThat(finding.opened()).isEqualTo(NOON);
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        });
    }

    @Test
    void aFindingThatIsStillThereIsNotToldAgain() {
        Compliance before = Ledger.enter(UNCHECKED, List.of(OPEN), 1, NOON).compliance();
        Observation inOtherWords = new Observation(OPEN.control(), OPEN.subject(), "is open", OPEN.evidence());

        Ledger.Entry later = Ledger.enter(before, List.of(inOtherWords), 1, minutesLater(10));

        assertThat(later.happenings()).isEmpty();
        assertThat(later.compliance().open()).singleElement().satisfies(finding -> {
            assertThat(finding.opened()).isEqualTo(NOON);
            assertThat(finding.lastSeen()).isEqualTo(minutesLater(10));
        });
    }

    @Test
    void otherEvidenceIsAChange() {
        Compliance before = Ledger.enter(UNCHECKED, List.of(OPEN), 1, NOON).compliance();
        Observation wider = new Observation(OPEN.control(), OPEN.subject(), OPEN.seen(), Map.of("ranges", "::/0"));

        assertThat(kinds(Ledger.enter(before, List.of(wider), 1, minutesLater(10))))
                .containsExactly(Happening.Kind.CHANGED);
    }

    @Test
    void aFindingThatIsGoneIsToldOnceAndKept() {
        Compliance before = Ledger.enter(UNCHECKED, List.of(OPEN), 1, NOON).compliance();

        Ledger.Entry gone = Ledger.enter(before, List.of(), 1, minutesLater(10));
        Ledger.Entry later = Ledger.enter(gone.compliance(), List.of(), 1, minutesLater(20));

        assertThat(kinds(gone)).containsExactly(Happening.Kind.CLOSED);
        assertThat(later.happenings()).isEmpty();
        assertThat(later.compliance().open()).isEmpty();
        assertThat(later.compliance().closed())
                .singleElement()
                .satisfies(finding -> assertThat(finding.closed()).contains(minutesLater(10)));
    }

    @Test
    void aMutedFindingIsToldOnceTheMuteIsOver() {
        Mute mute = new Mute(OPEN.control(), "alice@example.com", "penetration test", minutesLater(15));

        Ledger.Entry muted = Ledger.enter(UNCHECKED.with(mute), List.of(OPEN), 1, NOON);
        Ledger.Entry stillMuted = Ledger.enter(muted.compliance(), List.of(OPEN), 1, minutesLater(10));
        Ledger.Entry over = Ledger.enter(stillMuted.compliance(), List.of(OPEN), 1, minutesLater(20));

        assertThat(muted.happenings()).isEmpty();
        assertThat(stillMuted.happenings()).isEmpty();
        assertThat(kinds(over)).containsExactly(Happening.Kind.OPENED);
    }

    @Test
    void aDayCountsItsChecksAndHowManyFoundNothing() {
        Compliance before = Ledger.enter(UNCHECKED, List.of(OPEN), 1, NOON).compliance();
        Compliance after = Ledger.enter(before, List.of(), 1, minutesLater(10)).compliance();
        Compliance nextDay =
                Ledger.enter(after, List.of(), 1, NOON.plus(Duration.ofDays(1))).compliance();

        assertThat(nextDay.days())
                .extracting(CheckedDay::checks, CheckedDay::clean, CheckedDay::most)
                .containsExactly(tuple(2L, 1L, 1L), tuple(1L, 1L, 0L));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Mute mute = new Mute(Controls.DRIFT, "alice@example.com", "costs", minutesLater(600));
        Compliance before =
                Ledger.enter(UNCHECKED.with(mute), List.of(OPEN), 1, NOON).compliance();
        Compliance after = Ledger.enter(before, List.of(), 2, minutesLater(10)).compliance();

        assertThat(ComplianceJson.read(ComplianceJson.write(before).toString())).isEqualTo(before);
        assertThat(ComplianceJson.read(ComplianceJson.write(after).toString())).isEqualTo(after);
    }

    @Test
    void whereThereIsNothingThereAreEmptyLists() {
        assertThat(ComplianceJson.write(UNCHECKED).toString())
                .contains("\"open\":[]", "\"closed\":[]", "\"mutes\":[]", "\"days\":[]");
    }

    private static Instant minutesLater(int minutes) {
        return NOON.plus(Duration.ofMinutes(minutes));
    }

    private static List<Happening.Kind> kinds(Ledger.Entry entry) {
        return entry.happenings().stream().map(Happening::kind).toList();
    }
}
