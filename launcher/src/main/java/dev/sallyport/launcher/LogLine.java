package dev.sallyport.launcher;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** One line for a record, and the stack trace below it: time, level, logger, message. */
final class LogLine extends Formatter {
    @Override
    public String format(LogRecord record) {
        StringWriter line = new StringWriter();
        line.append(record.getInstant().toString())
                .append(' ')
                .append(record.getLevel().getName())
                .append(' ')
                .append(record.getLoggerName())
                .append(": ")
                .append(formatMessage(record))
                .append(System.lineSeparator());
        if (record.getThrown() != null) {
            record.getThrown().printStackTrace(new PrintWriter(line, true));
        }
        return line.toString();
    }
}
