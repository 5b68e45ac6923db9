package dev.sallyport.launcher;

/** There is no local cloud where one was looked for. */
final class NotRunning extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param elsewhere the option that says where else it may be
     */
    NotRunning(int port, String what, String elsewhere) {
        super("port " + port + " on 127.0.0.1: " + what + " (start one with ./sallyport local up, or say where it is"
                + " with " + elsewhere + ")");
    }
}
