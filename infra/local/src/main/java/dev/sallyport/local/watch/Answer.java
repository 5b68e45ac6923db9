package dev.sallyport.local.watch;

/** What came of an attempt. */
public sealed interface Answer {
    /** Whether it came from a VM, so that a stranger got something of an application. */
    default boolean isTheApplications() {
        return this instanceof Served;
    }

    /** Whether it says the same as another; what an application says in full does not count. */
    default boolean repeats(Answer other) {
        return equals(other);
    }

    /** No answer. */
    enum Unanswered implements Answer {
        /** A firewall dropped the connection, or no forwarding rule takes the port. */
        DROPPED,
        /** Nothing listens on the port. */
        REFUSED,
        /** Nothing has the address any more. */
        NOBODY,
        /** Connected, but whatever is there ended the connection without a word, or said none in time. */
        SILENT
    }

    /**
     * Identity-Aware Proxy answered itself.
     *
     * @param signIn whether the stranger was sent away to sign in
     */
    record ByIap(int status, boolean signIn) implements Answer {}

    /** The load balancer answered itself. */
    record ByLoadBalancer(int status) implements Answer {}

    /**
     * Something on a VM answered.
     *
     * @param status 0 if it does not speak HTTP
     * @param beginning how the body begins, without tokens
     */
    record Served(int status, String beginning) implements Answer {
        @Override
        public boolean repeats(Answer other) {
            return other instanceof Served served && served.status == status;
        }
    }
}
