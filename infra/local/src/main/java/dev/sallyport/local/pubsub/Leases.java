package dev.sallyport.local.pubsub;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The leases that ack ids stand for, as far as these still hold. */
record Leases(List<Lease> valid, AckOutcome outcome) {
    static Leases of(List<String> ackIds, Outstanding outstanding) {
        Set<String> distinct = new LinkedHashSet<>(ackIds);
        List<Lease> valid = new ArrayList<>();
        List<String> expired = new ArrayList<>();
        for (String ackId : distinct) {
            Optional<Lease> lease = outstanding.find(ackId);
            lease.ifPresentOrElse(valid::add, () -> expired.add(ackId));
        }
        return new Leases(valid, new AckOutcome(valid.stream().map(Lease::ackId).toList(), expired));
    }
}
