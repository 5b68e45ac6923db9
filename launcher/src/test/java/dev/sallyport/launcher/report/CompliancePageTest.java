package dev.sallyport.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.finding.Compliance;
import dev.sallyport.finding.Controls;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompliancePageTest {
    private static final String PAGE =
            CompliancePage.of(List.of(Known.broken(), Known.healthy()), Known.MORNING.plusSeconds(100));

    @Test
    void whatOthersHaveWrittenIsTextAndNoMarkup() {
        assertThat(PAGE)
                .doesNotContainIgnoringCase("<script")
                .contains("<dd>&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;</dd>")
                .contains("<code>firewalls/&lt;script&gt;")
                .contains("the rule &lt;script&gt;")
                .contains("by user:&lt;script&gt;", "a reason &lt;script&gt;");
    }

    @Test
    void itNeedsNothingFromElsewhere() {
        assertThat(PAGE).startsWith("<!DOCTYPE html>").endsWith("</html>").contains("<style>", "</style>");
        assertThat(PAGE).doesNotContainPattern("(src|href)=|url\\(|@import");
    }

    @Test
    void itSaysHowEachDeploymentStands() {
        assertThat(PAGE)
                .contains("2 deployments, 1 open finding, ")
                .contains("as of 2026-11-23 08:01:40 UTC")
                .contains("<h2>lab <span class=\"badge bad\">1 open finding</span>")
                .contains("<h2>second <span class=\"badge good\">nothing found</span>")
                .contains("project lab-project, generation 3, checked 2026-11-23 08:01:30 UTC");
        assertThat(CompliancePage.of(List.of(Compliance.unchecked("new", "p")), Known.MORNING))
                .contains("1 deployment, 0 open findings, ", "<span class=\"badge\">not checked yet</span>");
    }

    @Test
    void anOpenFindingHasItsEvidenceAndItsRemedy() {
        assertThat(PAGE)
                .contains("<article class=\"critical\">")
                .contains("<dt>sourceRanges</dt>\n<dd>0.0.0.0/0</dd>")
                .contains("Not so: Only Google&#39;s front ends reach the application&#39;s port (CIS 3.10)")
                .contains("<b>What to do:</b> Delete or narrow the rule named");
    }

    @Test
    void theTimelineHasTheLatestFirst() {
        assertThat(PAGE)
                .containsSubsequence(
                        "<td>2026-11-23 08:00:12 UTC</td>\n<td>repaired, within 11 s</td>",
                        "<td>2026-11-23 08:00:01 UTC</td>\n<td>repair asked for</td>",
                        "<td>2026-11-23 08:00:00 UTC</td>\n<td>opened</td>");
    }

    @Test
    void theTrendHasABarForEachDayTheHighestForTheWorst() {
        assertThat(PAGE)
                .contains("<title>2026-11-21: 288 checks, 288 without findings, at most 0 open</title>")
                .contains("<rect class=\"clean\" x=\"28.0\" y=\"97.0\" width=\"19.2\" height=\"3.0\">")
                .contains("<rect class=\"found\" x=\"52.0\" y=\"8.0\" width=\"19.2\" height=\"92.0\">")
                .contains("<rect class=\"found\" x=\"76.0\" y=\"69.3\" width=\"19.2\" height=\"30.7\">")
                .contains(">2026-11-21 to 2026-11-23</text>");
    }

    @Test
    void aMuteThatIsOverIsSaidToBe() {
        assertThat(PAGE).contains("external-address, over since 2026-11-23 08:00:09 UTC, by user:");
        assertThat(CompliancePage.of(List.of(Known.broken()), Known.MORNING))
                .contains("external-address until 2026-11-23 08:00:09 UTC, by user:");
    }

    @Test
    void everyControlIsListed() {
        assertThat(Controls.all()).allSatisfy(control -> assertThat(PAGE).contains("<td>" + control.id() + "</td>"));
    }
}
