package dev.sallyport.compliance;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whose back ends' health a check asks for. There is no list of it, so that each deployment takes a call of its own: of many
 * deployments some have their turn now and the others later, and of those that do not what was known before holds.
 */
record HealthRound(Set<String> names) {
    /** What leaves a check of however many deployments below the calls that its lists take. */
    static final int MOST = 20;

    private static final Duration TURN = Duration.ofMinutes(10);

    /** @param now by which it is known whose turn it is */
    static HealthRound of(Collection<String> names, Instant now) {
        List<String> all = names.stream().sorted().distinct().toList();
        if (all.size() <= MOST) {
            return new HealthRound(Set.copyOf(all));
        }
        long turn = now.getEpochSecond() / TURN.toSeconds();
        Set<String> chosen = new HashSet<>();
        for (int i = 0; i < MOST; i++) {
            chosen.add(all.get((int) Math.floorMod(turn * MOST + i, (long) all.size())));
        }
        return new HealthRound(Set.copyOf(chosen));
    }

    boolean includes(String name) {
        return names.contains(name);
    }
}
