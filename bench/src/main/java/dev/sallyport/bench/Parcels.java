package dev.sallyport.bench;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Messages on their way, so many published in one call, and how long each has been until it arrived. */
final class Parcels {
    private static final int HEADER_BYTES = Long.BYTES + Integer.BYTES;

    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, Parcel> underWay = new ConcurrentHashMap<>();
    private final int messages;
    private final int messageBytes;
    private volatile Timings timings = new Timings();

    /**
     * @param messages in each parcel
     * @param messageBytes of data in each message, 12 at least
     */
    Parcels(int messages, int messageBytes) {
        this.messages = messages;
        this.messageBytes = Math.max(messageBytes, HEADER_BYTES);
    }

    /** A parcel that is sent now. */
    Parcel next() {
        Parcel parcel = new Parcel(lastId.incrementAndGet(), messages);
        underWay.put(parcel.id, parcel);
        return parcel;
    }

    /** Takes down that a message has arrived; one that comes again counts once. */
    void arrived(ByteString data) {
        ByteBuffer header = data.asReadOnlyByteBuffer();
        long id = header.getLong();
        Parcel parcel = underWay.get(id);
        if (parcel != null && parcel.arrived(header.getInt(), timings)) {
            underWay.remove(id);
            parcel.complete.complete(null);
        }
    }

    /** How long messages took from now on. */
    Timings timeAnew() {
        timings = new Timings();
        return timings;
    }

    final class Parcel {
        private final long id;
        private final BitSet missing = new BitSet();
        private final CompletableFuture<Void> complete = new CompletableFuture<>();
        private final long sent = System.nanoTime();

        private Parcel(long id, int messages) {
            this.id = id;
            missing.set(0, messages);
        }

        List<PubsubMessage> content() {
            return IntStream.range(0, messages).mapToObj(this::message).toList();
        }

        /** Done when all of its messages have arrived. */
        CompletableFuture<Void> complete() {
            return complete;
        }

        private PubsubMessage message(int index) {
            ByteBuffer data = ByteBuffer.allocate(messageBytes).putLong(id).putInt(index);
            data.clear();
            return PubsubMessage.newBuilder().setData(ByteString.copyFrom(data)).build();
        }

        /** @return whether it was the last one */
        private synchronized boolean arrived(int index, Timings into) {
            if (!missing.get(index)) {
                return false;
            }
            missing.clear(index);
            into.add(System.nanoTime() - sent);
            return missing.isEmpty();
        }
    }
}
