package dev.sallyport.compliance;

import dev.sallyport.finding.Controls;
import dev.sallyport.finding.Observation;
import java.util.List;
import java.util.Map;

/**
 * What is seen from outside. What fails there while something is known to differ follows from it, and is not told of; and one
 * failure in a network says little, so that it has to be seen twice.
 */
final class Probe {
    private static final String CHECK = "check";
    private static final Map<String, String> CONTROLS = Map.of(
            "plain-http-is-closed", Controls.PLAIN_HTTP,
            "plain-http-is-redirected", Controls.PLAIN_HTTP,
            "app-refuses-bad-assertions", Controls.BAD_ASSERTIONS,
            "vms-refuse-direct-access", Controls.FIREWALL_OPEN);

    private Probe() {}

    /** Whether it was seen from outside. */
    static boolean isOne(Observation observation) {
        return observation.evidence().containsKey(CHECK);
    }

    static List<Observation> at(Subject subject) {
        return subject.inspection().proof().stream()
                .filter(seen -> !seen.passed())
                .map(seen -> new Observation(
                        CONTROLS.getOrDefault(seen.check(), Controls.LIVE_PROBE),
                        seen.check(),
                        seen.seen(),
                        Map.of(CHECK, seen.check())))
                .toList();
    }
}
