package dev.sallyport.finding;

import java.time.LocalDate;

/**
 * What the checks of one day saw.
 *
 * @param date in UTC
 * @param clean how many of them found nothing
 * @param most the most findings that were open at a time
 */
public record CheckedDay(LocalDate date, long checks, long clean, long most) {
    CheckedDay and(int open) {
        return new CheckedDay(date, checks + 1, clean + (open == 0 ? 1 : 0), Math.max(most, open));
    }
}
