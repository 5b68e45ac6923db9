package dev.sallyport.local.watch;

import java.time.Instant;

/**
 * What came of one attempt.
 *
 * @param at when the answer had come, by the cloud's clock
 */
public record Sighting(Attempt attempt, Instant at, Answer answer) {}
