package dev.sallyport.local.compute;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands out external IPv4 addresses, none of them twice in one cloud, from blocks where Google's own lie. Nothing is
 * ever sent to them: they exist in the local internet alone.
 */
final class ExternalAddresses {
    private static final IpRange GLOBAL = new IpRange(34L << 24 | 96L << 16, 11);
    private static final IpRange REGIONAL = new IpRange(34L << 24 | 64L << 16, 11);

    private final AtomicLong global = new AtomicLong();
    private final AtomicLong regional = new AtomicLong();

    /** An address for load balancers of the whole world. */
    String nextGlobal() {
        return GLOBAL.address(spread(global.incrementAndGet(), GLOBAL));
    }

    /** An address for VMs and regional load balancers. */
    String nextRegional() {
        return REGIONAL.address(spread(regional.incrementAndGet(), REGIONAL));
    }

    /** Walks through the whole block in steps that share no factor with its size, so that neighbours look unrelated. */
    private static long spread(long count, IpRange block) {
        return count * 0x9E37FL % block.size();
    }
}
