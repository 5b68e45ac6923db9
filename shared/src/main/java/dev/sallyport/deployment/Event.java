package dev.sallyport.deployment;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened to a deployment, for people to read. Events are only ever added.
 *
 * @param id the same whenever the same thing is recorded again
 * @param at by the database's clock
 * @param who who or what made it happen, such as {@code alice@example.com} or {@code message 1234}
 * @param where the stage or function it happened in
 * @param generation the generation it belongs to; 0 for a request that was refused
 * @param text what came of it; lines of prose
 * @param digest of an accepted request: what tells it from one that asks for something else under the same id
 */
public record Event(
        String id,
        Instant at,
        String who,
        String where,
        Kind kind,
        long generation,
        String text,
        Optional<String> digest) {

    /** What happened. */
    public enum Kind {
        /** A request was accepted. */
        ACCEPTED,
        /** A request was refused; the text names every fault. */
        REFUSED,
        /** The failed stages are ready once more. */
        RETRIED,
        /** No further stage starts; the text says why and until when. */
        PAUSED,
        /** Stages start again. */
        RESUMED,
        /** The last operation that was running when a request to cancel came has ended, or none was. */
        CANCELLED,
        /** A stage was claimed. */
        STARTED,
        /** A stage waits for something outside; the text says for what. */
        WAITING,
        /** A stage is done. */
        DONE,
        /** A stage was rejected. */
        FAILED,
        /** Somebody looked whether everything is as the accepted request says; the text tells what differs. */
        CHECKED,
        /** A re-check has found something, or sees it changed or gone; the text says what. */
        FINDING,
        /** What a re-check had found was repaired. */
        REPAIRED,
        /** Findings of a control are not told of for a while; the text says why and until when. */
        MUTED,
        /** The last stage is done. */
        PROTECTED,
        /** The last stage has taken down what it made. */
        DESTROYED
    }
}
