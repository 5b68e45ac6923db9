package dev.sallyport.launcher;

/** There is no cloud where one was looked for, or it does not let itself be asked. */
final class NoCloud extends Ending {
    private static final long serialVersionUID = 1L;

    /** The message says which cloud, what is wrong with it, and what would be right. */
    NoCloud(String message) {
        super(ExitCode.NO_CLOUD, message);
    }

    /**
     * No local cloud that can be asked is on a port of loopback.
     *
     * @param elsewhere the option that says where else it may be
     */
    static NoCloud on(int port, String what, String elsewhere) {
        return new NoCloud("port " + port + " on 127.0.0.1: " + what
                + " (start one with ./sallyport local up, or say where it is with " + elsewhere + ")");
    }
}
