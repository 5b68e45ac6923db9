package dev.sallyport.launcher.report;

import dev.sallyport.finding.Compliance;
import dev.sallyport.finding.Finding;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What became of findings, moment by moment, the latest first. */
final class FindingTimeline {
    private static final int MOST = 200;

    private FindingTimeline() {}

    private record Moment(Instant at, String what, Finding finding) {}

    static void write(Compliance compliance, Html page, DateTimeFormatter time) {
        List<Moment> moments = Stream.concat(compliance.open().stream(), compliance.closed().stream())
                .flatMap(finding -> moments(finding).stream())
                .sorted(Comparator.comparing(Moment::at).reversed())
                .limit(MOST)
                .toList();
        if (moments.isEmpty()) {
            return;
        }
        page.element("h3", "Timeline");
        page.raw("<div class=\"wide\"><table>\n<tr><th>time</th><th>what</th><th>severity</th><th>control</th>"
                + "<th>subject</th></tr>\n");
        moments.forEach(moment -> {
            page.raw("<tr>").element("td", time.format(moment.at())).element("td", moment.what());
            page.element("td", moment.finding().severity())
                    .element("td", moment.finding().last().control())
                    .element("td", moment.finding().last().subject());
            page.raw("</tr>\n");
        });
        page.raw("</table></div>\n");
    }

    private static List<Moment> moments(Finding finding) {
        List<Moment> moments = new ArrayList<>();
        moments.add(new Moment(finding.opened(), "opened", finding));
        finding.repairs().forEach(at -> moments.add(new Moment(at, "repair asked for", finding)));
        finding.closed().ifPresent(at -> moments.add(new Moment(at, closed(finding), finding)));
        return moments;
    }

    private static String closed(Finding finding) {
        return finding.timeToRepair()
                .map(took -> "repaired, within " + took.toSeconds() + " s")
                .orElse("closed");
    }
}
