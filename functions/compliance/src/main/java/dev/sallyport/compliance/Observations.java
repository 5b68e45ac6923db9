package dev.sallyport.compliance;

import dev.sallyport.finding.Controls;
import dev.sallyport.finding.Observation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything that a check sees violated of one deployment, each fault once. */
final class Observations {
    private static final List<Look> LOOKS = List.of(
            new ReachableVms(),
            new PlannedDifferences(),
            new InheritedAccess(),
            new ForeignDomains(),
            new CertificateTerm(),
            new CertificateStrength(),
            new WeakSettings(),
            new OrganizationPolicies());

    private Observations() {}

    /** @param asksForHealth whether it is the deployment's turn to have its back ends' health asked for */
    static List<Observation> of(Subject subject, boolean asksForHealth) {
        Map<String, Observation> seen = new LinkedHashMap<>();
        LOOKS.stream()
                .flatMap(look -> look.at(subject).stream())
                .forEach(observation -> seen.putIfAbsent(observation.key(), observation));
        List<Observation> causes = withoutExplained(seen.values().stream().toList());
        if (!causes.isEmpty()) {
            return causes;
        }
        List<Observation> unhealthy = asksForHealth ? UnhealthyBackEnds.at(subject) : List.of();
        return unhealthy.isEmpty() ? Probe.at(subject) : unhealthy;
    }

    /** Whether there is something seen, and all of it may be over in a moment, so that it has to be seen twice. */
    static boolean areDoubtful(List<Observation> observations) {
        return !observations.isEmpty()
                && observations.stream().allMatch(observation -> Probe.isOne(observation) || isUnhealthy(observation));
    }

    static boolean isUnhealthy(Observation observation) {
        return observation.control().equals(Controls.UNHEALTHY_BACK_ENDS);
    }

    /** What was seen on both of two looks. */
    static List<Observation> confirmed(List<Observation> first, List<Observation> second) {
        Set<String> before = first.stream().map(Observation::key).collect(Collectors.toSet());
        return second.stream()
                .filter(observation -> before.contains(observation.key()))
                .toList();
    }

    /** What is told of by a control of its own is no drift besides. */
    private static List<Observation> withoutExplained(List<Observation> all) {
        Set<String> explained = all.stream()
                .filter(observation -> !observation.control().equals(Controls.DRIFT))
                .map(Observation::subject)
                .collect(Collectors.toSet());
        List<Observation> causes = new ArrayList<>(all);
        causes.removeIf(observation ->
                observation.control().equals(Controls.DRIFT) && explained.contains(observation.subject()));
        return causes;
    }
}
