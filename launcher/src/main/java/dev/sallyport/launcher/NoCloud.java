package dev.sallyport.launcher;

/** There is no cloud where one was looked for, or it does not let itself be asked. */
final class NoCloud extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param elsewhere the option that says where else it may be
     */
    NoCloud(int port, String what, String elsewhere) {
        super("port " + port + " on 127.0.0.1: " + what + " (start one with ./sallyport local up, or say where it is"
                + " with " + elsewhere + ")");
    }
}
