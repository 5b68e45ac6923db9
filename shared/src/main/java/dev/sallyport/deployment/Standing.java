package dev.sallyport.deployment;

/** How an attempt stands while it works. */
public enum Standing {
    /** It goes on. */
    HELD,
    /** It waits for what it has started, and starts nothing new. */
    CANCELLED,
    /** A newer attempt or a newer generation has overtaken it. */
    LOST
}
