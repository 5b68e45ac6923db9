package dev.sallyport.finding;

import java.time.Instant;

/**
 * Findings of a control are neither told of nor repaired for a while.
 *
 * @param control the control's id
 */
public record Mute(String control, String who, String reason, Instant until) {
    boolean isOver(Instant now) {
        return !now.isBefore(until);
    }
}
