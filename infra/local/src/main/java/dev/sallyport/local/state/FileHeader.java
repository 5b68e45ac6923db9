package dev.sallyport.local.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The first bytes of a file: what it is, and which one.
 *
 * @param number the files of a directory follow one another by number
 * @param firstFrame number of the first frame
 * @param keyId of the key that its secrets are sealed with
 */
record FileHeader(long number, long firstFrame, String keyId) {
    static final int BYTES = 48;

    private static final byte[] MAGIC = "LCSTATE\n".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int KEY_ID_BYTES = 16;

    byte[] encoded() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.put(MAGIC).putInt(VERSION).putLong(number).putLong(firstFrame);
        bytes.put(keyId.getBytes(StandardCharsets.US_ASCII));
        return bytes.putInt(checksum(bytes.array())).array();
    }

    /** @throws StateException if this is no header, or one of another version */
    static FileHeader decoded(Path file, byte[] header) {
        ByteBuffer bytes = ByteBuffer.wrap(header);
        byte[] magic = new byte[MAGIC.length];
        bytes.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new StateException(file + ": is no state of a local cloud: it does not begin as one does");
        }
        int version = bytes.getInt();
        if (version != VERSION) {
            throw new StateException(file + ": is written in version " + version + " of the format (expected: "
                    + VERSION + "). Use the local cloud that wrote it, or another directory");
        }
        if (ByteBuffer.wrap(header).getInt(BYTES - Integer.BYTES) != checksum(header)) {
            throw StateFiles.damaged(file, 0, "the checksum of the header does not match");
        }
        long number = bytes.getLong();
        long firstFrame = bytes.getLong();
        byte[] keyId = new byte[KEY_ID_BYTES];
        bytes.get(keyId);
        return new FileHeader(number, firstFrame, new String(keyId, StandardCharsets.US_ASCII));
    }

    private static int checksum(byte[] header) {
        CRC32C checksum = new CRC32C();
        checksum.update(header, 0, BYTES - Integer.BYTES);
        return (int) checksum.getValue();
    }
}
