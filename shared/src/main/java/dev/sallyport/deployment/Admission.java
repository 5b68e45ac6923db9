package dev.sallyport.deployment;

import dev.sallyport.failure.Rejected;
import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.request.ProvisionRequest.Guest;
import dev.sallyport.request.Request;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Who may pass after a request to let somebody in, or not any more. Without effects. */
final class Admission {
    /** As many as a request may name. */
    private static final int MOST_GUESTS = 50;

    private final ProvisionRequest before;

    private Admission(ProvisionRequest before) {
        this.before = before;
    }

    /** Whose time is over is forgotten; they have not been let in since. */
    static ProvisionRequest at(Instant now, ProvisionRequest request) {
        return request.admitting(
                request.principals(),
                request.guests().stream()
                        .filter(guest -> guest.until().isAfter(now))
                        .toList());
    }

    /**
     * @throws Rejected if the time is over, or the principal may pass for good already
     */
    static ProvisionRequest after(ProvisionRequest before, Request.Grant grant, Instant now) {
        return new Admission(before).granted(grant, now);
    }

    /**
     * @throws Rejected if the principal is not let in, or is the only one who is
     */
    static ProvisionRequest after(ProvisionRequest before, Request.Revoke revoke) {
        return new Admission(before).revoked(revoke.principal());
    }

    private ProvisionRequest granted(Request.Grant grant, Instant now) {
        List<String> principals = new ArrayList<>(before.principals());
        List<Guest> guests = new ArrayList<>(guestsWithout(grant.principal()));
        if (grant.until().isEmpty()) {
            if (!principals.contains(grant.principal())) {
                principals.add(grant.principal());
            }
            return before.admitting(principals, guests);
        }
        Instant until = grant.until().get().truncatedTo(ChronoUnit.SECONDS);
        rejectUseless(grant.principal(), until, now);
        guests.add(new Guest(grant.principal(), until));
        if (guests.size() > MOST_GUESTS) {
            throw new Rejected(
                    "there are " + MOST_GUESTS + " guests already", "revoke the access of one of them first");
        }
        return before.admitting(principals, guests);
    }

    private void rejectUseless(String principal, Instant until, Instant now) {
        if (!until.isAfter(now)) {
            throw new Rejected("access until " + until + " would be over already", "name a time to come");
        }
        if (before.principals().contains(principal)) {
            throw new Rejected(principal + " may pass for good already", "revoke that first if it is to end");
        }
    }

    private ProvisionRequest revoked(String principal) {
        List<String> principals = before.principals().stream()
                .filter(other -> !other.equals(principal))
                .toList();
        List<Guest> guests = guestsWithout(principal);
        if (principals.equals(before.principals()) && guests.equals(before.guests())) {
            throw new Rejected(
                    principal + " is not let in by the request of " + before.deployment(),
                    "name one of " + String.join(", ", before.principals()));
        }
        if (principals.isEmpty()) {
            throw new Rejected(
                    principal + " is the only one who may pass for good",
                    "grant access to somebody else first, or destroy the deployment");
        }
        return before.admitting(principals, guests);
    }

    private List<Guest> guestsWithout(String principal) {
        return before.guests().stream()
                .filter(guest -> !guest.principal().equals(principal))
                .toList();
    }
}
