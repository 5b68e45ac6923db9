package dev.sallyport.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * A port the local cloud is to listen on.
 *
 * @param flag the option it was chosen by
 * @param number 0 for any port that is free
 */
record LocalPort(String flag, int number) {
    private static final int HIGHEST = 65_535;

    /**
     * @throws BadInput if nothing can listen there
     */
    void requireFree() {
        if (number < 0 || number > HIGHEST) {
            throw new BadInput(flag + " " + number + ": is no port (expected: 1 to " + HIGHEST + ", or 0 for any)");
        }
        if (number != 0 && isTaken()) {
            throw new BadInput(flag + " " + number + ": port " + number
                    + " on 127.0.0.1 is in use (expected: a free port; stop what listens there, or choose another with "
                    + flag + " PORT)");
        }
    }

    /**
     * @throws BadInput if nothing can be found there, for it is not one port
     */
    void requireExact() {
        if (!isExact()) {
            throw new BadInput(flag + " " + number + ": is no port (expected: 1 to " + HIGHEST + ")");
        }
    }

    /**
     * @throws BadInput if both are to listen on the same port
     */
    void requireOtherThan(LocalPort other) {
        if (number != 0 && number == other.number) {
            throw new BadInput(flag + " " + number + ": is the port of " + other.flag + " too (expected: another)");
        }
    }

    /** Whether it is one port, at which something may be found. */
    boolean isExact() {
        return number >= 1 && number <= HIGHEST;
    }

    private boolean isTaken() {
        try (ServerSocket socket = new ServerSocket()) {
            // A connection that was closed a moment ago does not keep a server off the port.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", number));
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
