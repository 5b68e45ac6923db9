package dev.sallyport.local.internet;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a client says first that speaks TLS 1.0 or 1.1 and nothing newer, as RFC 4346 has it: Java's own clients do not any
 * more. It takes ECDHE and RSA key exchange with AES in CBC mode, over P-256.
 *
 * @param version 1 for TLS 1.0, 2 for TLS 1.1
 */
record OldClientHello(int version) {
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final byte[] SUITES_AND_EXTENSIONS = HexFormat.of()
            .parseHex("000c" + "c009c00ac013c014002f0035" + "0100" + "000e" + "000a000400020017" + "000b00020100");

    /** Whether the server goes on with the handshake, in the same version; if not, it has to say so by an alert. */
    boolean isAnsweredOn(Socket connection) throws IOException {
        connection.getOutputStream().write(bytes());
        DataInputStream answer = new DataInputStream(connection.getInputStream());
        int type = answer.readUnsignedByte();
        if (type == ALERT) {
            return false;
        }
        byte[] recordVersionAndLength = answer.readNBytes(4);
        byte[] messageTypeLengthAndVersion = answer.readNBytes(6);
        boolean sameVersion =
                Arrays.equals(Arrays.copyOfRange(messageTypeLengthAndVersion, 4, 6), new byte[] {3, (byte) version});
        if (type != HANDSHAKE || !sameVersion) {
            throw new IOException("no answer of TLS: " + type + " "
                    + HexFormat.of().formatHex(recordVersionAndLength) + " "
                    + HexFormat.of().formatHex(messageTypeLengthAndVersion));
        }
        return true;
    }

    private byte[] bytes() {
        int body = 2 + 32 + 1 + SUITES_AND_EXTENSIONS.length;
        ByteBuffer hello = ByteBuffer.allocate(5 + 4 + body);
        hello.put((byte) HANDSHAKE).put((byte) 3).put((byte) 1).putShort((short) (4 + body));
        hello.putInt(1 << 24 | body);
        hello.put((byte) 3).put((byte) version);
        hello.put(new byte[32]).put((byte) 0);
        return hello.put(SUITES_AND_EXTENSIONS).array();
    }
}
