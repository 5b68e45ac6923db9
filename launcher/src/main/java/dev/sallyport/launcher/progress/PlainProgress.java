package dev.sallyport.launcher.progress;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Pause;
import dev.sallyport.deployment.StageState;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A line for each change of a stage, for files and pipes. */
final class PlainProgress implements Progress {
    private final PrintStream stream;
    private final Map<StageName, Seen> seen = new HashMap<>();
    private Optional<String> paused = Optional.empty();

    /** What makes a change worth a line: another state, another attempt at work, or something else to wait for. */
    private record Seen(StageState state, String what) {}

    PlainProgress(PrintStream stream) {
        this.stream = stream;
    }

    @Override
    public void show(Deployment deployment, Instant now) {
        String elapsed = Durations.readable(Duration.between(deployment.requested(), now));
        Optional<String> held = deployment.pauseAt(now).map(Pause::words);
        if (!held.equals(paused)) {
            paused = held;
            stream.printf(
                    Locale.ROOT,
                    "%10s  %s%n",
                    elapsed,
                    held.map(words -> "paused " + words).orElse("goes on after the pause"));
        }
        StageLine.of(deployment, deployment.blueprint(), now).stream()
                .filter(this::isNews)
                .forEach(line -> stream.printf(Locale.ROOT, "%10s  %-18s %s%n", elapsed, line.stage(), words(line)));
        stream.flush();
    }

    @Override
    public void close() {
        stream.flush();
    }

    /** That a stage is pending or ready goes without saying. */
    private boolean isNews(StageLine line) {
        Seen before = seen.get(line.stage());
        if (before != null && before.state() == StageState.WAITING && line.state() == StageState.RUNNING) {
            // It only looks again; what comes of that is the news.
            return false;
        }
        Seen now = line.state() == StageState.WAITING
                ? new Seen(line.state(), line.note())
                : new Seen(line.state(), "attempt " + line.attempt());
        boolean changed = !now.equals(seen.put(line.stage(), now));
        return changed && line.state() != StageState.PENDING && line.state() != StageState.READY;
    }

    private static String words(StageLine line) {
        String state = line.state().name().toLowerCase(Locale.ROOT);
        String took = line.took().map(Durations::readable).orElse("no time");
        String note = line.note().isEmpty() ? "" : ": " + line.note();
        return switch (line.state()) {
            case RUNNING -> state + (line.attempt() > 1 ? ", attempt " + line.attempt() : "");
            case DONE, FAILED -> state + " after " + took + note;
            case WAITING -> line.note();
            case PENDING, READY, SKIPPED -> state;
        };
    }
}
