package dev.sallyport.local.firestore;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;

/**
 * A transaction's id. It carries the transaction's place in the order of seniority, so that one that is begun again
 * keeps its place and wins in the end.
 *
 * @param sequence unique
 * @param seniority the sequence of the first try
 */
record TransactionId(long sequence, long seniority) {
    private static final int BYTES = 2 * Long.BYTES;

    static TransactionId first(long sequence) {
        return new TransactionId(sequence, sequence);
    }

    static TransactionId parse(ByteString bytes) {
        if (bytes.size() != BYTES) {
            throw FirestoreException.unknownTransaction();
        }
        ByteBuffer buffer = bytes.asReadOnlyByteBuffer();
        return new TransactionId(buffer.getLong(), buffer.getLong());
    }

    TransactionId retry(long nextSequence) {
        return new TransactionId(nextSequence, seniority);
    }

    boolean isOlderThan(TransactionId other) {
        return seniority != other.seniority ? seniority < other.seniority : sequence < other.sequence;
    }

    ByteString bytes() {
        return ByteString.copyFrom(
                ByteBuffer.allocate(BYTES).putLong(sequence).putLong(seniority).flip());
    }
}
