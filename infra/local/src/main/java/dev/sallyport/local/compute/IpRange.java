package dev.sallyport.local.compute;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of IPv4 addresses in CIDR notation; addresses are unsigned 32-bit numbers. */
record IpRange(long first, int prefixLength) {
    private static final Pattern CIDR =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?");

    /** Empty if the text is no range, or has bits set behind its prefix. */
    static Optional<IpRange> parse(String text) {
        Matcher matcher = CIDR.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long address = 0;
        for (int i = 1; i <= 4; i++) {
            int part = Integer.parseInt(matcher.group(i));
            if (part > 255) {
                return Optional.empty();
            }
            address = address << 8 | part;
        }
        int length = matcher.group(5) == null ? 32 : Integer.parseInt(matcher.group(5));
        IpRange range = new IpRange(address, length);
        return length <= 32 && address % range.size() == 0 ? Optional.of(range) : Optional.empty();
    }

    long size() {
        return 1L << 32 - prefixLength;
    }

    boolean overlaps(IpRange other) {
        return first < other.first + other.size() && other.first < first + size();
    }

    boolean contains(IpRange other) {
        return first <= other.first && other.first + other.size() <= first + size();
    }

    /** The address so many after the first. */
    String address(long offset) {
        long address = first + offset;
        return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
    }

    @Override
    public String toString() {
        return address(0) + "/" + prefixLength;
    }
}
