package dev.sallyport.compliance;

import dev.sallyport.deployment.Evidence;
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
    private static final String GOOD_ASSERTION = "app-greets-the-admitted";
    private static final String BAD_ASSERTIONS = "app-refuses-bad-assertions";
    private static final Map<String, String> CONTROLS = Map.of(
            "plain-http-is-closed",
            Controls.PLAIN_HTTP,
            "plain-http-is-redirected",
            Controls.PLAIN_HTTP,
            BAD_ASSERTIONS,
            Controls.BAD_ASSERTIONS,
            "vms-refuse-direct-access",
            Controls.FIREWALL_OPEN);

    private Probe() {}

    /** Whether it was seen from outside. */
    static boolean isOne(Observation observation) {
        return observation.evidence().containsKey(CHECK);
    }

    /** Of an application that takes no good assertion, nobody knows what it makes of bad ones. */
    static List<Observation> at(Subject subject) {
        List<Evidence> failed = subject.inspection().proof().stream()
                .filter(seen -> !seen.passed())
                .toList();
        boolean isOutOfReach = failed.stream().anyMatch(seen -> seen.check().equals(GOOD_ASSERTION));
        return failed.stream()
                .filter(seen -> !(isOutOfReach && seen.check().equals(BAD_ASSERTIONS)))
                .map(seen -> new Observation(
                        CONTROLS.getOrDefault(seen.check(), Controls.LIVE_PROBE),
                        seen.check(),
                        seen.seen(),
                        Map.of(CHECK, seen.check())))
                .toList();
    }
}
