package dev.sallyport.local.pubsub;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** The ack ids of one subscription: its name and a number that is never given twice. */
final class AckIds {
    private final String subscription;
    private final AtomicLong ids;
    private final Pattern form;

    AckIds(String subscription, AtomicLong ids) {
        this.subscription = subscription;
        this.ids = ids;
        this.form = Pattern.compile(Pattern.quote(subscription) + ":[0-9]+");
    }

    String next() {
        return subscription + ":" + ids.incrementAndGet();
    }

    /** Refuses the ids, all of them, if there are none or one was not given by this subscription. */
    void require(List<String> ackIds) {
        if (ackIds.isEmpty()) {
            throw PubSubError.invalid("No ack ids specified.");
        }
        for (String ackId : ackIds) {
            if (!form.matcher(ackId).matches()) {
                throw PubSubError.invalidAckId(ackId);
            }
        }
    }
}
