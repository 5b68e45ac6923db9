package dev.sallyport.launcher.report;

import dev.sallyport.finding.CheckedDay;
import java.util.List;
import java.util.Locale;

/** How many findings were open at most on each day, as a picture: a bar for each day, green where there was none. */
final class TrendChart {
    private static final int MOST_DAYS = 90;
    private static final int WIDTH = 720;
    private static final int HEIGHT = 120;
    private static final int BASE = 100;
    private static final int LEFT = 28;
    private static final int WIDEST = 24;
    private static final double GAP = 0.2;

    private TrendChart() {}

    /** @param days the latest last; at least one */
    static void draw(List<CheckedDay> days, Html page) {
        List<CheckedDay> shown = days.subList(Math.max(0, days.size() - MOST_DAYS), days.size());
        long most = Math.max(1, shown.stream().mapToLong(CheckedDay::most).max().orElse(0));
        double step = Math.min(WIDEST, (double) (WIDTH - LEFT) / shown.size());
        page.raw(String.format(
                Locale.ROOT,
                "<div class=\"wide\"><svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Open findings by day\">%n",
                WIDTH,
                HEIGHT));
        page.raw(String.format(
                "<line class=\"axis\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>%n", LEFT, BASE, WIDTH, BASE));
        label(page, 0, BASE, "0");
        label(page, 0, 14, String.valueOf(most));
        for (int i = 0; i < shown.size(); i++) {
            bar(shown.get(i), LEFT + i * step, step * (1 - GAP), most, page);
        }
        label(page, LEFT, HEIGHT - 4, period(shown));
        page.raw("</svg></div>\n");
    }

    /** A day without findings has a bar too, else nobody could tell it from one without checks. */
    private static void bar(CheckedDay day, double x, double width, long most, Html page) {
        double height = day.most() == 0 ? 3 : Math.max(3, (BASE - 8.0) * day.most() / most);
        page.raw(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\">",
                day.most() == 0 ? "clean" : "found",
                x,
                BASE - height,
                width,
                height));
        page.raw("<title>")
                .text(day.date() + ": " + day.checks() + " checks, " + day.clean() + " without findings, at most "
                        + day.most() + " open")
                .raw("</title></rect>\n");
    }

    private static String period(List<CheckedDay> days) {
        String first = days.get(0).date().toString();
        return days.size() == 1
                ? first
                : first + " to " + days.get(days.size() - 1).date();
    }

    private static void label(Html page, int x, int y, String text) {
        page.raw(String.format("<text x=\"%d\" y=\"%d\">", x, y)).text(text).raw("</text>\n");
    }
}
