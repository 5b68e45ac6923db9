package dev.sallyport.local.internet.network;

import java.util.Optional;

/** An IP address of either version; it is read and never looked up. */
public sealed interface IpAddress permits Ipv4, Ipv6 {
    /** Empty for what is no address. */
    static Optional<IpAddress> parse(String text) {
        return text.contains(":")
                ? Ipv6.parse(text).map(IpAddress.class::cast)
                : Ipv4.parse(text).map(IpAddress.class::cast);
    }

    /** The length of an address in bits. */
    int length();

    /** Whether the first so many bits are those of the other address; never for one of another version. */
    boolean shares(int bits, IpAddress other);
}
