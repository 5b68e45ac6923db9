package dev.sallyport.launcher.report;

import dev.sallyport.finding.Compliance;
import dev.sallyport.finding.Control;
import dev.sallyport.finding.Controls;
import dev.sallyport.finding.Finding;
import dev.sallyport.finding.Mute;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What re-checks have found, as one page of HTML that needs nothing else: no script, no picture, no connection. */
public final class CompliancePage {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private final Html page = new Html();
    private final Instant now;

    private CompliancePage(Instant now) {
        this.now = now;
    }

    /** @param now when the page is made, which it says */
    public static String of(List<Compliance> known, Instant now) {
        CompliancePage page = new CompliancePage(now);
        page.write(known);
        return page.page.toString();
    }

    private void write(List<Compliance> known) {
        page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw("<title>Sallyport: compliance</title>\n<style>\n" + style() + "</style>\n</head>\n<body>\n");
        page.element("h1", "Compliance");
        long open =
                known.stream().mapToLong(compliance -> compliance.open().size()).sum();
        page.element(
                "p",
                "faint",
                counted(known.size(), "deployment") + ", " + counted(open, "open finding") + ", "
                        + Controls.all().size() + " controls; as of " + TIME.format(now));
        known.forEach(this::deployment);
        controls();
        page.raw("</body>\n</html>");
    }

    private void deployment(Compliance compliance) {
        page.raw("<section>\n<h2>").text(compliance.deployment()).raw(" ");
        standing(compliance);
        page.raw("</h2>\n");
        page.element(
                "p",
                "faint",
                "project " + compliance.project()
                        + compliance
                                .checked()
                                .map(at -> ", generation " + compliance.generation() + ", checked " + TIME.format(at))
                                .orElse(""));
        compliance.open().stream()
                .sorted(Comparator.comparing(Finding::severity).reversed().thenComparing(Finding::key))
                .forEach(this::open);
        trend(compliance);
        FindingTimeline.write(compliance, page, TIME);
        mutes(compliance.mutes());
        page.raw("</section>\n");
    }

    private void standing(Compliance compliance) {
        if (compliance.checked().isEmpty()) {
            page.raw("<span class=\"badge\">not checked yet</span>");
        } else if (compliance.open().isEmpty()) {
            page.raw("<span class=\"badge good\">nothing found</span>");
        } else {
            page.raw("<span class=\"badge bad\">")
                    .text(counted(compliance.open().size(), "open finding"))
                    .raw("</span>");
        }
    }

    private void open(Finding finding) {
        Optional<Control> control = Controls.find(finding.last().control());
        page.raw("<article class=\"" + finding.severity() + "\">\n<h3>")
                .text(finding.severity() + ": " + finding.last().control())
                .raw(" <code>")
                .text(finding.last().subject())
                .raw("</code></h3>\n");
        control.ifPresent(violated -> page.element(
                "p",
                "Not so: " + violated.title()
                        + violated.benchmark()
                                .map(number -> " (CIS " + number + ")")
                                .orElse("")));
        page.element("p", finding.last().seen());
        page.raw("<dl>\n");
        finding.last()
                .evidence()
                .forEach((what, value) -> page.element("dt", what).element("dd", value));
        page.element("dt", "open since").element("dd", TIME.format(finding.opened()));
        page.element("dt", "last seen").element("dd", TIME.format(finding.lastSeen()));
        page.raw("</dl>\n");
        if (finding.stuck()) {
            page.element("p", "Repaired again and again, and left to a person.");
        }
        control.ifPresent(violated -> page.raw("<p class=\"remedy\"><b>What to do:</b> ")
                .text(violated.remedy())
                .raw("</p>\n"));
        page.raw("</article>\n");
    }

    private void trend(Compliance compliance) {
        if (!compliance.days().isEmpty()) {
            page.element("h3", "Open findings by day, at most");
            TrendChart.draw(compliance.days(), page);
        }
    }

    private void mutes(List<Mute> mutes) {
        if (mutes.isEmpty()) {
            return;
        }
        page.element("h3", "Muted");
        page.raw("<ul>\n");
        mutes.forEach(mute -> page.element(
                "li",
                mute.control() + (mute.until().isAfter(now) ? " until " : ", over since ") + TIME.format(mute.until())
                        + ", by " + mute.who() + ": " + mute.reason()));
        page.raw("</ul>\n");
    }

    private void controls() {
        page.raw("<section>\n").element("h2", "What is checked");
        page.raw("<div class=\"wide\"><table>\n<tr><th>control</th><th>has to be so</th><th>severity</th>"
                + "<th>CIS</th></tr>\n");
        Controls.all().forEach(control -> {
            page.raw("<tr>").element("td", control.id()).element("td", control.title());
            page.element("td", control.severity())
                    .element("td", control.benchmark().orElse(""));
            page.raw("</tr>\n");
        });
        page.raw("</table></div>\n</section>\n");
    }

    private static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String style() {
        try (InputStream style = CompliancePage.class.getResourceAsStream("compliance.css")) {
            return new String(style.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the page's style cannot be read", e);
        }
    }
}
