package dev.sallyport.local.internet.network;

import java.util.Optional;

/** A range of IPv4 addresses, such as 130.211.0.0/22. */
public record Cidr(Ipv4 network, int prefixLength) {
    public Cidr {
        if (prefixLength < 0 || prefixLength > 32) {
            throw new IllegalArgumentException("prefixLength: " + prefixLength + " (expected: 0 to 32)");
        }
    }

    /** A range, or a single address, which is a range of one; empty for IPv6 and for what is neither. */
    public static Optional<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Ipv4.parse(text).map(address -> new Cidr(address, 32));
        }
        String length = text.substring(slash + 1);
        if (!length.matches("\\d|[12]\\d|3[0-2]")) {
            return Optional.empty();
        }
        return Ipv4.parse(text.substring(0, slash)).map(network -> new Cidr(network, Integer.parseInt(length)));
    }

    public boolean contains(Ipv4 address) {
        return prefixLength == 0 || (address.bits() ^ network.bits()) >>> (32 - prefixLength) == 0;
    }
}
