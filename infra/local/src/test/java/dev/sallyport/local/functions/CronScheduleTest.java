package dev.sallyport.local.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        * * * * *       | 2026-11-28T10:15:30Z | 2026-11-28T10:16:00Z
        * * * * *       | 2026-11-28T10:15:00Z | 2026-11-28T10:16:00Z
        */5 * * * *     | 2026-11-28T10:15:30Z | 2026-11-28T10:20:00Z
        */5 * * * *     | 2026-11-28T10:57:00Z | 2026-11-28T11:00:00Z
        10/20 * * * *   | 2026-11-28T10:11:00Z | 2026-11-28T10:30:00Z
        0 3 * * *       | 2026-11-28T10:15:30Z | 2026-11-29T03:00:00Z
        0,30 9-17 * * * | 2026-11-28T17:31:00Z | 2026-11-29T09:00:00Z
        0 0 1 * *       | 2026-12-31T23:59:00Z | 2027-01-01T00:00:00Z
        0 0 29 2 *      | 2026-11-28T00:00:00Z | 2028-02-29T00:00:00Z
        0 9 * * 1-5     | 2026-11-28T10:00:00Z | 2026-11-30T09:00:00Z
        0 9 * * 0       | 2026-11-28T10:00:00Z | 2026-11-29T09:00:00Z
        0 9 * * 7       | 2026-11-28T10:00:00Z | 2026-11-29T09:00:00Z
        0 9 15 * 1      | 2026-12-14T10:00:00Z | 2026-12-15T09:00:00Z
        0 9 15 * 1      | 2026-12-15T10:00:00Z | 2026-12-21T09:00:00Z
        """)
    void theNextTimeIsTheFirstThatMatchesAfterTheGivenOne(String cron, Instant after, Instant next) {
        assertThat(CronSchedule.parse(cron).orElseThrow().next(after)).isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 8",
                "5-2 * * * *",
                "*/0 * * * *",
                "1, * * * *",
                "every minute",
                "* * * * MON",
                "0 0 30 2 *"
            })
    void whatIsNoScheduleOrNeverComesIsNotRead(String text) {
        assertThat(CronSchedule.parse(text)).isEmpty();
    }
}
