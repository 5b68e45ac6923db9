package dev.sallyport.local.internet.network;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An IPv4 address; unlike {@link java.net.InetAddress} it never asks a name server. */
public record Ipv4(int bits) implements IpAddress {
    private static final Pattern DOTTED = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

    /** Empty for anything but four decimal numbers up to 255. */
    public static Optional<Ipv4> parse(String text) {
        Matcher dotted = DOTTED.matcher(text);
        if (!dotted.matches()) {
            return Optional.empty();
        }
        int bits = 0;
        for (int group = 1; group <= 4; group++) {
            int octet = Integer.parseInt(dotted.group(group));
            if (octet > 255) {
                return Optional.empty();
            }
            bits = bits << 8 | octet;
        }
        return Optional.of(new Ipv4(bits));
    }

    /** @throws IllegalArgumentException if the text is not an IPv4 address */
    public static Ipv4 of(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException("address: " + text + " (expected: an IPv4 address)"));
    }

    @Override
    public int length() {
        return 32;
    }

    @Override
    public boolean shares(int count, IpAddress other) {
        return other instanceof Ipv4 address && (count == 0 || (bits ^ address.bits) >>> (32 - count) == 0);
    }

    @Override
    public String toString() {
        return (bits >>> 24) + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + "." + (bits & 255);
    }
}
