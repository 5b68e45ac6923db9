package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a button stands for. It travels with the message, sealed, so that nothing has to be kept.
 *
 * @param act what pressing it does
 * @param command the command it is about
 * @param requestId the id that its request will have, however often it is pressed
 * @param asker id of whoever asked for the command
 * @param expires until when it may be pressed
 */
record Ticket(Act act, String command, String requestId, String asker, Instant expires) {

    /** What pressing a button does. */
    enum Act {
        /** Somebody else agrees to what was asked for. */
        APPROVE,
        /** Gives the command, as whoever presses. */
        RUN
    }

    JsonNode write() {
        return Json.object()
                .put("act", act.name())
                .put("command", command)
                .put("requestId", requestId)
                .put("asker", asker)
                .put("expires", expires.getEpochSecond());
    }

    static Optional<Ticket> read(JsonNode json) {
        return Stream.of(Act.values())
                .filter(act -> act.name().equals(json.path("act").asText()))
                .findFirst()
                .map(act -> new Ticket(
                        act,
                        json.path("command").asText(),
                        json.path("requestId").asText(),
                        json.path("asker").asText(),
                        Instant.ofEpochSecond(json.path("expires").asLong())));
    }
}
