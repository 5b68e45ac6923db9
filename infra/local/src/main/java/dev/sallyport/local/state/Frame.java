package dev.sallyport.local.state;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How a batch lies in a file: its length, its number, a checksum of these two, a checksum of the batch, the batch. The
 * length has a checksum of its own, so that a damaged one is not taken for a write that was cut off.
 */
final class Frame {
    static final int HEADER_BYTES = Integer.BYTES + Long.BYTES + Integer.BYTES + Integer.BYTES;

    private static final int CHECKED_HEADER_BYTES = Integer.BYTES + Long.BYTES;

    private Frame() {}

    static byte[] of(long number, byte[] batch) {
        ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + batch.length);
        frame.putInt(batch.length).putLong(number);
        frame.putInt(checksum(frame.array(), CHECKED_HEADER_BYTES));
        return frame.putInt(checksum(batch, batch.length)).put(batch).array();
    }

    /** The beginning of a frame, as it was read. */
    record Header(int length, long number, boolean isIntact, int batchChecksum) {
        static Header of(byte[] bytes) {
            ByteBuffer header = ByteBuffer.wrap(bytes);
            int length = header.getInt();
            long number = header.getLong();
            boolean intact = header.getInt() == checksum(bytes, CHECKED_HEADER_BYTES);
            return new Header(length, number, intact, header.getInt());
        }

        boolean fits(byte[] batch) {
            return batchChecksum == checksum(batch, batch.length);
        }
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }
}
