package dev.sallyport.local.compute;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands out external IPv4 addresses, none of them again before 65,536 others of its kind. Nobody has them on the real internet, where the range is
 * kept for benchmarks (RFC 2544): a client that forgets the proxy reaches nothing, instead of a stranger's server at one of
 * Google's addresses.
 */
final class ExternalAddresses {
    private static final IpRange GLOBAL = new IpRange(198L << 24 | 18L << 16, 16);
    private static final IpRange REGIONAL = new IpRange(198L << 24 | 19L << 16, 16);
    private static final long AHEAD = 64;

    private final Counter global;
    private final Counter regional;
    private final Set<String> claimed = ConcurrentHashMap.newKeySet();

    ExternalAddresses(ChangeLog log) {
        global = new Counter("counters/globalAddresses", AHEAD, log);
        regional = new Counter("counters/regionalAddresses", AHEAD, log);
    }

    List<Counter> counters() {
        return List.of(global, regional);
    }

    /** Never hands out this address: a resource that came from elsewhere has it. */
    void claim(String address) {
        claimed.add(address);
    }

    /** An address for load balancers of the whole world. */
    String nextGlobal() {
        return next(global, GLOBAL);
    }

    /** An address for VMs and regional load balancers. */
    String nextRegional() {
        return next(regional, REGIONAL);
    }

    private String next(Counter counter, IpRange block) {
        String address;
        do {
            address = block.address(spread(counter.next(1), block));
        } while (claimed.contains(address));
        return address;
    }

    /** Walks through the whole block in steps that share no factor with its size, so that neighbours look unrelated. */
    private static long spread(long count, IpRange block) {
        return count * 0x9E37FL % block.size();
    }
}
