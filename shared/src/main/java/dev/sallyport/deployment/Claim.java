package dev.sallyport.deployment;

import dev.sallyport.blueprint.StageName;
import java.time.Instant;
import java.util.Set;

/** What came of asking for the right to work on a stage. */
public sealed interface Claim {
    /**
     * The stage may be worked on.
     *
     * @param deployment as the claim left it
     * @param at the time of the claim by the database's clock
     */
    record Granted(Deployment deployment, Attempt attempt, Instant at) implements Claim {}

    /** A newer request has been accepted since the message was sent. */
    record Stale(long generation) implements Claim {}

    /** The stage is done; whoever finished it may have died before it announced these successors. */
    record AlreadyDone(Set<StageName> ready) implements Claim {}

    /** A predecessor is not done yet, or what the stage waits for was looked at just now; it is announced again. */
    record NotReady() implements Claim {}

    /** Another message holds the lease. */
    record Busy(Instant until) implements Claim {}

    /** Nothing starts for the time being; the stage is announced again when the pause is over. */
    record Paused(Pause pause) implements Claim {}

    /** The stage was rejected in this generation, or is not to run in it. */
    record AlreadyFailed() implements Claim {}

    /** There is no such deployment, or it never had such a generation. */
    record Unknown() implements Claim {}
}
