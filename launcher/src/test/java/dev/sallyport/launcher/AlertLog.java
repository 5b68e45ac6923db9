package dev.sallyport.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What functions log while this is open, and what the alerts of {@code infra/google} look for in it. */
final class AlertLog extends Handler {
    private static final Logger ROOT = Logger.getLogger("");

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final SimpleFormatter formatter = new SimpleFormatter();

    static AlertLog open() {
        AlertLog log = new AlertLog();
        ROOT.addHandler(log);
        return log;
    }

    /** Lines that the metric of an alert counts. */
    Stream<String> alerts(String alert) {
        Pattern pattern = pattern(alert);
        return lines.stream().filter(line -> pattern.matcher(line).find());
    }

    @Override
    public void publish(LogRecord logged) {
        lines.add(formatter.formatMessage(logged));
    }

    @Override
    public void flush() {
        // Every line is kept at once.
    }

    @Override
    public void close() {
        ROOT.removeHandler(this);
    }

    private static Pattern pattern(String alert) {
        try {
            String monitoring = Files.readString(Checkout.root().resolve("infra/google/monitoring.tf"));
            Matcher found = Pattern.compile(" " + alert + " = \\{[^}]* pattern +=\\s\"([^\"]+)\"")
                    .matcher(monitoring);
            if (!found.find()) {
                throw new AssertionError("infra/google/monitoring.tf has no pattern for " + alert);
            }
            return Pattern.compile(found.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what alerts look for", e);
        }
    }
}
