package dev.sallyport.chatops;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Makes buttons, where there is a key to seal them with, and knows them again when they are pressed. */
final class Buttons {
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final Optional<Seal> seal;
    private final InstantSource time;

    Buttons(Optional<Seal> seal, InstantSource time) {
        this.seal = seal;
        this.time = time;
    }

    /** What a button is for; it may be pressed for an hour. */
    Optional<Reply.Button> button(
            String label, boolean isDangerous, Ticket.Act act, String command, String requestId, Asker asker) {
        return button(label, isDangerous, act, command, requestId, asker, "");
    }

    /** The same, bound to a plan by its digest. */
    Optional<Reply.Button> button(
            String label,
            boolean isDangerous,
            Ticket.Act act,
            String command,
            String requestId,
            Asker asker,
            String plan) {
        return seal.map(closer -> new Reply.Button(
                label,
                isDangerous,
                closer.close(new Ticket(
                        act, command, requestId, asker.id(), time.instant().plus(LIFETIME), plan))));
    }

    /** What a button was for that somebody has pressed; nothing if it was not made here. */
    Optional<Ticket> pressed(String value) {
        return seal.flatMap(opener -> opener.open(value));
    }

    boolean hasExpired(Ticket ticket) {
        return !time.instant().isBefore(ticket.expires());
    }
}
