package dev.sallyport.bench;

import java.util.Locale;

/** The figures as a page of Markdown, which is what docs/reliability.md holds of them. */
final class LoadReport {
    private LoadReport() {}

    static String of(LoadFigures figures) {
        StringBuilder page = new StringBuilder();
        int count = figures.fleet().size();
        page.append(line(
                "%d deployments of %d VMs in %d projects: all protected in %.0f s, %.1f a minute; %s.",
                count,
                figures.lone().request().instanceGroup().size(),
                figures.projects(),
                figures.seconds(),
                figures.perMinute(),
                spread(figures.whole())));
        page.append(line(
                "Memory: %d MiB resident at most (`%s`), %d threads at most. Processor time: %.2f s for a deployment.",
                figures.residentMebibytes(),
                figures.javaOptions(),
                figures.threads(),
                figures.processorSeconds() / count));
        stages(figures, page);
        uses(figures, page);
        return page.toString();
    }

    private static void stages(LoadFigures figures, StringBuilder page) {
        page.append("\n| stage | waits: p50 | p90 | p99 | works: p50 | p90 | p99 | attempts for one |\n");
        page.append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
        for (StageTimes stage : StageTimes.of(figures.fleet())) {
            page.append(line(
                    "| %s | %s | %s | %.2f |",
                    stage.stage(),
                    cells(stage.waited()),
                    cells(stage.worked()),
                    stage.attempts() / (double) stage.worked().count()));
        }
    }

    private static void uses(LoadFigures figures, StringBuilder page) {
        page.append("\n| a deployment takes | together | alone | at least |\n| --- | --- | --- | --- |\n");
        for (UseOfOne use : UseOfOne.of(figures)) {
            page.append(line(
                    "| %s | %s | %s | %s |", use.what(), number(use.together()), number(use.alone()), use.least()));
        }
    }

    private static String spread(Latencies latencies) {
        return line(
                        "p50 %.1f s, p90 %.1f s, p99 %.1f s",
                        seconds(latencies, 50), seconds(latencies, 90), seconds(latencies, 99))
                .strip();
    }

    private static String cells(Latencies latencies) {
        return line("%.1f s | %.1f s | %.1f s", seconds(latencies, 50), seconds(latencies, 90), seconds(latencies, 99))
                .strip();
    }

    private static double seconds(Latencies latencies, int percent) {
        return latencies.percentile(percent).toMillis() / 1e3;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
    }

    private static String line(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments) + "\n";
    }
}
