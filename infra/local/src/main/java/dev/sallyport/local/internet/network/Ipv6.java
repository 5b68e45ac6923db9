package dev.sallyport.local.internet.network;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IPv6 address, as its first and its last 64 bits. */
public record Ipv6(long high, long low) implements IpAddress {
    private static final Pattern LITERAL = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    /** Empty for anything but the text forms of RFC 4291. */
    public static Optional<Ipv6> parse(String text) {
        if (!LITERAL.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // A literal with a colon is never looked up.
            return InetAddress.getByName(text) instanceof Inet6Address address
                    ? Optional.of(of(address.getAddress()))
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    @Override
    public int length() {
        return 128;
    }

    @Override
    public boolean shares(int bits, IpAddress other) {
        return other instanceof Ipv6 address
                && sameStart(high, address.high, Math.min(bits, 64))
                && sameStart(low, address.low, Math.max(bits - 64, 0));
    }

    private static boolean sameStart(long one, long other, int bits) {
        return bits == 0 || (one ^ other) >>> (64 - bits) == 0;
    }

    private static Ipv6 of(byte[] address) {
        ByteBuffer bytes = ByteBuffer.wrap(address);
        return new Ipv6(bytes.getLong(), bytes.getLong());
    }

    @Override
    public String toString() {
        byte[] bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }
}
