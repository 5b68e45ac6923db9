package dev.sallyport.local.internet.network;

import java.util.Optional;

/** A range of addresses, such as 130.211.0.0/22 or 2600:2d00:1:1::/64. */
public record Cidr(IpAddress network, int prefixLength) {
    public Cidr {
        if (prefixLength < 0 || prefixLength > network.length()) {
            throw new IllegalArgumentException(
                    "prefixLength: " + prefixLength + " (expected: 0 to " + network.length() + ")");
        }
    }

    /** A range, or a single address, which is a range of one; empty for what is neither. */
    public static Optional<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return IpAddress.parse(text).map(address -> new Cidr(address, address.length()));
        }
        String length = text.substring(slash + 1);
        return IpAddress.parse(text.substring(0, slash))
                .filter(network -> length.matches("\\d{1,3}") && Integer.parseInt(length) <= network.length())
                .map(network -> new Cidr(network, Integer.parseInt(length)));
    }

    public boolean contains(IpAddress address) {
        return network.shares(prefixLength, address);
    }
}
