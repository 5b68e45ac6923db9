package dev.sallyport.chain;

/** The stage is to start nothing new: somebody has cancelled what it is part of. */
final class Cancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Cancelled() {
        super("cancelled: nothing new is started");
    }
}
