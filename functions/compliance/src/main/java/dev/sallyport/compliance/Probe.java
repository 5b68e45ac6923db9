package dev.sallyport.compliance;

import dev.sallyport.finding.Controls;
import dev.sallyport.finding.Observation;
import java.util.List;
import java.util.Map;

/** What is seen from outside. What fails there while something is known to differ follows from it, and is not told of. */
final class Probe {
    private static final Map<String, String> CONTROLS = Map.of(
            "plain-http-is-closed", Controls.PLAIN_HTTP,
            "plain-http-is-redirected", Controls.PLAIN_HTTP,
            "app-refuses-bad-assertions", Controls.BAD_ASSERTIONS,
            "vms-refuse-direct-access", Controls.FIREWALL_OPEN);

    private Probe() {}

    static List<Observation> at(Subject subject) {
        return subject.inspection().proof().stream()
                .filter(seen -> !seen.passed())
                .map(seen -> new Observation(
                        CONTROLS.getOrDefault(seen.check(), Controls.LIVE_PROBE),
                        seen.check(),
                        seen.seen(),
                        Map.of("check", seen.check())))
                .toList();
    }
}
