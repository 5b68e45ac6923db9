package dev.sallyport.local.internet.network;

/**
 * The part of a connection that the protocols and ports of a firewall rule speak of.
 *
 * @param protocol IP protocol by name, such as {@code tcp}
 * @param port destination port; 0 where the protocol has none
 */
public record Transport(String protocol, int port) {
    public static Transport tcp(int port) {
        return new Transport("tcp", port);
    }
}
