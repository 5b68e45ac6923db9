package dev.sallyport.stages;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A set of IPv4 addresses. */
final class AddressRanges {
    static final AddressRanges NONE = new AddressRanges(List.of());
    static final AddressRanges ALL = new AddressRanges(List.of(new Range(0, 0xFFFF_FFFFL)));

    /** Sorted, and without overlaps. */
    private final List<Range> ranges;

    private AddressRanges(List<Range> ranges) {
        this.ranges = ranges;
    }

    /** @param cidrs addresses and CIDR ranges; those of IPv6 are left out */
    static AddressRanges of(Collection<String> cidrs) {
        List<Range> sorted = cidrs.stream()
                .filter(cidr -> !cidr.contains(":"))
                .map(Range::ofCidr)
                .sorted(Comparator.comparingLong(Range::first))
                .toList();
        List<Range> merged = new ArrayList<>();
        for (Range range : sorted) {
            Range last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && range.first <= last.last + 1) {
                merged.set(merged.size() - 1, new Range(last.first, Math.max(last.last, range.last)));
            } else {
                merged.add(range);
            }
        }
        return new AddressRanges(merged);
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    AddressRanges minus(AddressRanges other) {
        List<Range> left = ranges;
        for (Range gone : other.ranges) {
            left = left.stream().flatMap(range -> range.without(gone).stream()).toList();
        }
        return new AddressRanges(left);
    }

    @Override
    public String toString() {
        return ranges.stream().map(Range::toString).collect(Collectors.joining(", "));
    }

    private record Range(long first, long last) {
        static Range ofCidr(String cidr) {
            String[] parts = cidr.split("/", 2);
            int length = parts.length == 2 ? Integer.parseInt(parts[1]) : 32;
            long size = 1L << (32 - length);
            long first = number(parts[0]) / size * size;
            return new Range(first, first + size - 1);
        }

        List<Range> without(Range gone) {
            if (gone.last < first || gone.first > last) {
                return List.of(this);
            }
            List<Range> left = new ArrayList<>();
            if (gone.first > first) {
                left.add(new Range(first, gone.first - 1));
            }
            if (gone.last < last) {
                left.add(new Range(gone.last + 1, last));
            }
            return left;
        }

        private static long number(String address) {
            long number = 0;
            for (String octet : address.split("\\.")) {
                number = number * 256 + Integer.parseInt(octet);
            }
            return number;
        }

        private static String text(long number) {
            return (number >> 24) + "." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
        }

        @Override
        public String toString() {
            long size = last - first + 1;
            boolean isCidr = Long.bitCount(size) == 1 && first % size == 0;
            return isCidr
                    ? text(first) + "/" + (32 - Long.numberOfTrailingZeros(size))
                    : text(first) + "-" + text(last);
        }
    }
}
