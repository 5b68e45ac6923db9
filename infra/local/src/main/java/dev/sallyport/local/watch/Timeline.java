package dev.sallyport.local.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What strangers got while they were watched.
 *
 * @param courses by attempt, in the order of the first of each
 * @param firstByte the first answer of an application; empty if there was none, which means something only if there were
 *     {@link #attempts}
 * @param troubles what kept the watch from trying something, each said once
 */
public record Timeline(List<Course> courses, Optional<Sighting> firstByte, List<String> troubles) {
    /** How often anything was tried. */
    public long attempts() {
        return courses.stream().mapToLong(Course::times).sum();
    }

    /** What came of the same attempt, over and over. */
    public record Course(Attempt attempt, List<Span> spans) {
        public long times() {
            return spans.stream().mapToLong(Span::times).sum();
        }
    }

    /** The same answer to the same attempt, so many times in a row, from the first time to the last. */
    public record Span(Answer answer, Instant first, Instant last, long times) {}
}
