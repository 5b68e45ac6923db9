package dev.sallyport.local.internet;

import java.net.InetSocketAddress;

/** What becomes of a connection to an address of the simulated internet. */
sealed interface Route {
    /**
     * It is made.
     *
     * @param listener the server on loopback that stands for the destination
     * @param source the client's simulated address
     * @param destination what the server is to know itself by
     */
    record Reached(InetSocketAddress listener, InetSocketAddress source, InetSocketAddress destination)
            implements Route {}

    /**
     * It is not, and the proxy says so.
     *
     * @param status 403 for what is not on this internet, 504 for what a firewall drops, 502 for what refuses
     */
    record Unreachable(int status, String sentence) implements Route {}

    static Route unknown(String sentence) {
        return new Unreachable(403, sentence);
    }

    static Route dropped(String sentence) {
        return new Unreachable(504, sentence);
    }

    static Route refused(String sentence) {
        return new Unreachable(502, sentence);
    }
}
