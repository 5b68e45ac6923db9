package dev.sallyport.local.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/** A rule in force, and how it has fared. */
final class ActiveRule {
    private final String id;
    private final FaultRule rule;
    private final Random chance;
    private final InstantSource clock;
    private Instant minute = Instant.MIN;
    private long fittingInMinute;
    private long fitting;
    private long hits;

    /** @param clock by which minutes are told apart */
    ActiveRule(String id, FaultRule rule, InstantSource clock) {
        this.id = id;
        this.rule = rule;
        this.clock = clock;
        this.chance = new Random(rule.seed());
    }

    String id() {
        return id;
    }

    FaultRule rule() {
        return rule;
    }

    /** How many calls or messages have fitted the rule. */
    synchronized long fitting() {
        return fitting;
    }

    /** How many of them it struck. */
    synchronized long hits() {
        return hits;
    }

    Strike strike() {
        return new Strike(id, rule.fault());
    }

    /** Something fits the rule: counts it, and decides whether the fault strikes. */
    synchronized boolean strikes() {
        fitting++;
        boolean due = fitting > rule.after() && rule.count().orElse(Long.MAX_VALUE) > hits && isBeyondQuota();
        boolean struck = due && chance.nextDouble() < rule.probability();
        if (struck) {
            hits++;
        }
        return struck;
    }

    /** Compute Engine's quotas are of calls in a minute, and are whole again in the next. */
    private boolean isBeyondQuota() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        if (!now.equals(minute)) {
            minute = now;
            fittingInMinute = 0;
        }
        fittingInMinute++;
        return rule.perMinute().isEmpty() || fittingInMinute > rule.perMinute().getAsLong();
    }

    synchronized Duration anyTimeWithin(Duration longest) {
        return Duration.ofMillis((long) (chance.nextDouble() * longest.toMillis()));
    }
}
