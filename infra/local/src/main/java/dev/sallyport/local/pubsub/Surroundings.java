package dev.sallyport.local.pubsub;

import dev.sallyport.local.time.CloudClock;
import dev.sallyport.local.usage.Usage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What topics and subscriptions share.
 *
 * @param ids where message ids, and all that must never be given twice, come from
 * @param usage counts the messages
 */
record Surroundings(
        CloudClock clock, DeliveryFaults faults, PushIdentity identity, Ledger ledger, AtomicLong ids, Usage usage) {}
