package dev.sallyport.deployment;

import dev.sallyport.request.ProvisionRequest.Guest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Guests whose time is over, and who are on record still.
 *
 * @param guests at least one
 */
public record EndedAccess(Deployment deployment, List<Guest> guests) {
    static EndedAccess of(Deployment deployment, Instant now) {
        return new EndedAccess(
                deployment,
                deployment.request().guests().stream()
                        .filter(guest -> !guest.until().isAfter(now))
                        .toList());
    }

    /** What asks for a run that takes them out: once, however often it is noticed. */
    public RequestMessage message() {
        Instant last =
                guests.stream().map(Guest::until).max(Comparator.naturalOrder()).orElseThrow();
        String who = guests.stream()
                .map(guest -> guest.principal() + " ended at " + guest.until())
                .collect(Collectors.joining(", ", "the sweep, as the access of ", ""));
        String key = "guests-" + deployment.name() + "-" + deployment.generation() + "-" + last.getEpochSecond();
        return RequestMessage.inTheNameOf(key, who);
    }
}
