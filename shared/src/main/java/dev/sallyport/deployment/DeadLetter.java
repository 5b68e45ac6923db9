package dev.sallyport.deployment;

import com.google.protobuf.ByteString;
import dev.sallyport.blueprint.StageName;
import java.util.Optional;

/**
 * A message that nobody works on: it could not be understood, was refused, or was delivered too often without success.
 *
 * @param id of the message on the dead-letter topic
 * @param reason why it is here
 * @param source the function that put it aside or that it was delivered to; empty if that cannot be told
 * @param data the message's own, or the beginning of it
 * @param whole whether that is all of it
 * @param deployment what it is about, where that much could be read
 * @param started the stage it was to start, if it is a stage's message that Pub/Sub has given up on
 */
public record DeadLetter(
        String id,
        String reason,
        String source,
        ByteString data,
        boolean whole,
        Optional<String> deployment,
        Optional<Start> started) {

    /** What the message of a stage was to start. */
    public record Start(StageName stage, long generation) {}
}
