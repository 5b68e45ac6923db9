package dev.sallyport.local.functions;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as Cloud Scheduler's unix-cron format gives them, in UTC: minute, hour, day of the month, month and day of the week,
 * each {@code *}, a number, a range, a list of those, or one of them with a step
 * (cloud.google.com/scheduler/docs/configuring/cron-job-schedules). Names of months and days are not read.
 */
public final class CronSchedule {
    /** February 29 on a given day of the week is that far away at most. */
    private static final int LONGEST_YEARS = 40;

    private static final Pattern PART = Pattern.compile("(\\*|(\\d{1,2})(?:-(\\d{1,2}))?)(?:/(\\d{1,2}))?");

    private final String text;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean everyDay;
    private final boolean everyWeekday;

    private CronSchedule(String text, String... fields) {
        this.text = text;
        minutes = numbers(fields[0], 0, 59);
        hours = numbers(fields[1], 0, 23);
        days = numbers(fields[2], 1, 31);
        months = numbers(fields[3], 1, 12);
        weekdays = numbers(fields[4], 0, 7);
        everyDay = fields[2].startsWith("*");
        everyWeekday = fields[4].startsWith("*");
    }

    /** The schedule, or nothing if the text is none. */
    public static Optional<CronSchedule> parse(String text) {
        String[] fields = text.strip().split(" +");
        try {
            return fields.length == 5
                    ? Optional.of(new CronSchedule(text, fields)).filter(CronSchedule::everComes)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The first time after the given one. */
    public Instant next(Instant after) {
        return search(after)
                .orElseThrow(() -> new IllegalStateException("schedule: " + text + " (expected: one that comes)"));
    }

    @Override
    public String toString() {
        return text;
    }

    private boolean everComes() {
        return search(Instant.EPOCH).isPresent();
    }

    private Optional<Instant> search(Instant after) {
        ZonedDateTime time =
                after.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        ZonedDateTime end = time.plusYears(LONGEST_YEARS);
        while (time.isBefore(end)) {
            if (!months.get(time.getMonthValue()) || !isDay(time)) {
                time = time.truncatedTo(ChronoUnit.DAYS).plusDays(1);
            } else if (!hours.get(time.getHour())) {
                time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            } else if (!minutes.get(time.getMinute())) {
                time = time.plusMinutes(1);
            } else {
                return Optional.of(time.toInstant());
            }
        }
        return Optional.empty();
    }

    /** Where both kinds of day are restricted, either will do. */
    private boolean isDay(ZonedDateTime time) {
        int weekday = time.getDayOfWeek().getValue();
        boolean isWeekday = weekdays.get(weekday) || (weekday == 7 && weekdays.get(0));
        boolean isDay = days.get(time.getDayOfMonth());
        return everyDay || everyWeekday ? isDay && isWeekday : isDay || isWeekday;
    }

    private static BitSet numbers(String field, int least, int most) {
        BitSet numbers = new BitSet();
        for (String part : field.split(",", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(part);
            }
            boolean all = matcher.group(2) == null;
            int first = all ? least : Integer.parseInt(matcher.group(2));
            int alone = matcher.group(4) == null ? first : most;
            int last = all ? most : matcher.group(3) == null ? alone : Integer.parseInt(matcher.group(3));
            int step = matcher.group(4) == null ? 1 : Integer.parseInt(matcher.group(4));
            if (first < least || last > most || first > last || step < 1) {
                throw new IllegalArgumentException(part);
            }
            for (int number = first; number <= last; number += step) {
                numbers.set(number);
            }
        }
        return numbers;
    }
}
