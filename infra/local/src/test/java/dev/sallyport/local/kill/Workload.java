package dev.sallyport.local.kill;

import io.grpc.Channel;
import java.util.List;
import java.util.function.Consumer;

/** Writes to the services through all their lives, and knows what must be there after a kill. */
interface Workload {
    /** Makes what the writers need, in the first life. */
    void begin(Channel channel);

    /** Each makes, in a thread of its own, the next call that changes something, and throws what the call throws. */
    List<Consumer<Channel>> writers();

    /** How many changes were answered in all. */
    long answered();

    /** Compares what is there, in a new life, with what was answered in those before; goes on from what is there. */
    void check(Channel channel);
}
