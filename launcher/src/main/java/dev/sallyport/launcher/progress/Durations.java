package dev.sallyport.launcher.progress;

import java.time.Duration;
import java.util.Locale;

/** Durations as people read them: {@code 0.4 s}, {@code 12.0 s}, {@code 3 min 05 s}. */
public final class Durations {
    private Durations() {}

    public static String readable(Duration duration) {
        Duration shown = duration.isNegative() ? Duration.ZERO : duration;
        return shown.toMinutes() > 0
                ? String.format(Locale.ROOT, "%d min %02d s", shown.toMinutes(), shown.toSecondsPart())
                : String.format(Locale.ROOT, "%.1f s", shown.toMillis() / 1000.0);
    }
}
