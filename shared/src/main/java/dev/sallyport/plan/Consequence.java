package dev.sallyport.plan;

/**
 * What a planned change means for those who use the application or look after it.
 *
 * @param text one sentence
 */
public record Consequence(Kind kind, String text) {

    /** What a consequence is about. */
    public enum Kind {
        /** For a while nobody is served. */
        OUTAGE,
        /** For a while fewer VMs serve, or VMs change while others serve. */
        CAPACITY,
        /** Somebody may pass who could not before. */
        ACCESS_GAINED,
        /** Somebody may not pass any more. */
        ACCESS_LOST,
        /** Visitors see another certificate, another address or another way to sign in. */
        VISITORS,
        /** Something gets reachable, or is not reachable any more, on the network. */
        NETWORK,
        /** Something is made for the first time. */
        FIRST,
        /** Something that is not needed any more stays, because others use it. */
        LEFT,
        /** Something is missing that is in somebody else's hands. */
        WAITING
    }
}
