package dev.sallyport.local.internet.guest;

import com.google.protobuf.ByteString;
import dev.sallyport.local.compute.Machines.SerialOutput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a VM wrote to its first serial port: the last mebibyte of it, as Compute Engine keeps it. */
final class SerialPort {
    private static final int KEPT = 1 << 20;

    private byte[] written = new byte[1024];
    private int length;
    private long dropped;

    void line(String text) {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        write(bytes, bytes.length);
    }

    synchronized void write(byte[] bytes, int count) {
        makeRoom(count);
        System.arraycopy(bytes, 0, written, length, count);
        length += count;
    }

    synchronized SerialOutput output() {
        return new SerialOutput(dropped, ByteString.copyFrom(written, 0, length));
    }

    /** Writes of more than what is kept do not occur: output is read in small pieces. */
    private void makeRoom(int count) {
        int surplus = Math.max(0, length + count - KEPT);
        if (surplus > 0) {
            System.arraycopy(written, surplus, written, 0, length - surplus);
            length -= surplus;
            dropped += surplus;
        }
        if (length + count > written.length) {
            written = Arrays.copyOf(written, Math.min(KEPT, Math.max(length + count, 2 * written.length)));
        }
    }
}
