package dev.sallyport.request;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IPv4 addresses.
 *
 * @param network the first address, as a number
 * @param prefix how many leading bits all addresses of the range share
 */
record Cidr(long network, int prefix) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

    /** What is wrong with a text that should be a range, or nothing. */
    static Optional<Fault> fault(String pointer, String text) {
        if (text.indexOf(':') >= 0) {
            return Optional.of(new Fault(
                    pointer,
                    "is " + Wording.quoted(text) + ", which looks like IPv6",
                    "an IPv4 range: the load balancer reaches the VMs over IPv4"));
        }
        Optional<Cidr> address = numbers(text);
        if (address.isEmpty()) {
            return Optional.of(
                    new Fault(pointer, "is " + Wording.quoted(text), "an IPv4 range, such as 130.211.0.0/22"));
        }
        Cidr range = address.get().withoutHostBits();
        return range.equals(address.get())
                ? Optional.empty()
                : Optional.of(new Fault(
                        pointer,
                        "is " + Wording.quoted(text) + ", an address inside a range",
                        range + ", the range's first address"));
    }

    /**
     * @throws IllegalArgumentException if the text is no range
     */
    static Cidr of(String text) {
        return numbers(text)
                .filter(range -> range.equals(range.withoutHostBits()))
                .orElseThrow(
                        () -> new IllegalArgumentException("range: " + text + " (expected: such as 130.211.0.0/22)"));
    }

    boolean contains(Cidr other) {
        return other.prefix >= prefix
                && new Cidr(other.network, prefix).withoutHostBits().equals(this);
    }

    @Override
    public String toString() {
        return String.format(
                "%d.%d.%d.%d/%d", network >> 24, (network >> 16) & 0xFF, (network >> 8) & 0xFF, network & 0xFF, prefix);
    }

    private Cidr withoutHostBits() {
        long mask = 0xFFFFFFFFL << (32 - prefix);
        return new Cidr(network & mask & 0xFFFFFFFFL, prefix);
    }

    private static Optional<Cidr> numbers(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long network = 0;
        for (int part = 1; part <= 4; part++) {
            String digits = matcher.group(part);
            int number = Integer.parseInt(digits);
            // Some software reads a leading zero as octal, so that 010 may be 8 or 10.
            if (number > 255 || (digits.length() > 1 && digits.startsWith("0"))) {
                return Optional.empty();
            }
            network = network << 8 | number;
        }
        int prefix = Integer.parseInt(matcher.group(5));
        return prefix > 32 ? Optional.empty() : Optional.of(new Cidr(network, prefix));
    }
}
