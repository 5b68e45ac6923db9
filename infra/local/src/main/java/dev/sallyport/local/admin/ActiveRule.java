package dev.sallyport.local.admin;

import java.time.Duration;
import java.util.Random;

/** A rule in force, and how it has fared. */
final class ActiveRule {
    private final String id;
    private final FaultRule rule;
    private final Random chance;
    private long fitting;
    private long hits;

    ActiveRule(String id, FaultRule rule) {
        this.id = id;
        this.rule = rule;
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
        boolean due = fitting > rule.after() && rule.count().orElse(Long.MAX_VALUE) > hits;
        boolean struck = due && chance.nextDouble() < rule.probability();
        if (struck) {
            hits++;
        }
        return struck;
    }

    synchronized Duration anyTimeWithin(Duration longest) {
        return Duration.ofMillis((long) (chance.nextDouble() * longest.toMillis()));
    }
}
