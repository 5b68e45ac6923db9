package dev.sallyport.local.pubsub;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;

/**
 * Somebody who takes messages off a subscription: a pull, a stream, or the deliveries to a push endpoint. All methods
 * are called with the subscription's lock held; they must not block, nor call the subscription on the same thread.
 */
interface Consumer {
    /** How many more messages it takes now. */
    int room();

    /** How many more bytes it takes now. */
    long roomBytes();

    /** How long it has to acknowledge what it takes. */
    Duration ackDeadline();

    /** Whether it gets the messages of one ordering key in order even if they are handed to it all at once. */
    boolean keepsOrder();

    void take(List<Lease> leases);

    /** A lease of it has ended: acknowledged, refused, expired or dropped. */
    void released(Lease lease);

    /** Whether it wants nothing any more, and can be forgotten. */
    boolean done();

    /** The subscription does not deliver any more, for this reason. */
    void close(StatusRuntimeException reason);
}
