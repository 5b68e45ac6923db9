package dev.sallyport.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.deployment.Phase;
import dev.sallyport.launcher.Snapshot;
import dev.sallyport.launcher.terminal.Display;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final Snapshot PROVEN = new Snapshot()
            .done("frontend", Map.of("url", "https://203.0.113.5/"))
            .evidence("iap-answers-strangers", true, "302 to accounts.google.com, made by IAP")
            .evidence("certificate", true, "the one issued");

    @Test
    void aProtectedDeploymentGivesItsAddressItsTimeAndItsProof() {
        assertThat(Outcome.lines(PROVEN.in(Phase.PROTECTED), Display.file()))
                .containsExactly(
                        "Protected after 6.5 s: https://203.0.113.5/",
                        "",
                        "What was proven",
                        "  + iap-answers-strangers  302 to accounts.google.com, made by IAP",
                        "  + certificate            the one issued");
    }

    @Test
    void onATerminalProofIsWrappedBelowItsFirstWord() {
        assertThat(Outcome.lines(PROVEN.in(Phase.PROTECTED), new Display(50, 24, false, false)))
                .contains(
                        "  + iap-answers-strangers  302 to",
                        "                           accounts.google.com,",
                        "                           made by IAP");
    }

    @Test
    void aFailedDeploymentNamesEachFailedStageItsReasonAndTheRemedy() {
        Snapshot failed = new Snapshot()
                .failed("consent", "the project belongs to no organisation", "make an OAuth client by hand")
                .failed("firewall", "rule web is not Sallyport's", "adopt it or choose another name");

        assertThat(Outcome.lines(failed.in(Phase.FAILED), Display.file()))
                .containsExactly(
                        "Failed after 6.5 s.",
                        "",
                        "firewall: rule web is not Sallyport's",
                        "  What to do: adopt it or choose another name",
                        "",
                        "consent: the project belongs to no organisation",
                        "  What to do: make an OAuth client by hand");
    }

    @Test
    void whatAStageHasToSayToPeopleIsPrinted() {
        Snapshot noted = new Snapshot().done("instance-template", Map.of("note", "nothing leads out"));

        assertThat(Outcome.lines(noted.in(Phase.PROTECTED), Display.file()))
                .endsWith("", "Note of instance-template: nothing leads out");
    }

    @Test
    void aProofThatDidNotHoldIsMarked() {
        Snapshot snapshot = new Snapshot().evidence("direct-access", false, "203.0.113.9 answered 200");

        assertThat(Outcome.lines(snapshot.in(Phase.FAILED), Display.file()))
                .contains("  x direct-access  203.0.113.9 answered 200");
    }

    @Test
    void theAddressComesFromTheFrontEndOnceItIsThere() {
        assertThat(Outcome.url(PROVEN.in(Phase.PROTECTED))).contains("https://203.0.113.5/");
        assertThat(Outcome.url(new Snapshot().in(Phase.FAILED))).isEmpty();
    }
}
