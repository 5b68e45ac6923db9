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
            new CertificateTerm(),
            new WeakSettings());

    private Observations() {}

    static List<Observation> of(Subject subject) {
        Map<String, Observation> seen = new LinkedHashMap<>();
        LOOKS.stream()
                .flatMap(look -> look.at(subject).stream())
                .forEach(observation -> seen.putIfAbsent(observation.key(), observation));
        List<Observation> causes = withoutExplained(seen.values().stream().toList());
        return causes.isEmpty() ? Probe.at(subject) : causes;
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
