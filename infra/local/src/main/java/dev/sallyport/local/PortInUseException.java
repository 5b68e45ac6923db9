package dev.sallyport.local;

import java.io.IOException;
import java.net.BindException;

/** A port that the local cloud was told to listen on is taken. */
public final class PortInUseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int port;

    private PortInUseException(String service, int port, Throwable cause) {
        super(
                "port " + port + " on 127.0.0.1, wanted for " + service + ", is in use: stop what listens there, or"
                        + " choose another port (0 takes any free one)",
                cause);
        this.port = port;
    }

    public int port() {
        return port;
    }

    /**
     * The failure to start a service, told apart.
     *
     * @return a PortInUseException if the failure comes of a port that is taken, else the failure itself
     */
    static RuntimeException of(String service, int port, RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isTaken(cause)) {
                return new PortInUseException(service, port, failure);
            }
        }
        return failure;
    }

    /** Netty's native transport has no type for this: it words the system's error. */
    private static boolean isTaken(Throwable cause) {
        return cause instanceof BindException
                || cause instanceof IOException
                        && String.valueOf(cause.getMessage()).contains("Address already in use");
    }
}
