package dev.sallyport.stages;

import dev.sallyport.deployment.Evidence;
import dev.sallyport.failure.Rejected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at every check until each has passed. What has passed once is not looked at again. */
final class Proof {
    private final StageWork work;
    private final List<Check> checks;
    private final Map<Check, Evidence> evidence = new LinkedHashMap<>();

    Proof(StageWork work, List<Check> checks) {
        this.work = work;
        this.checks = List.copyOf(checks);
    }

    /**
     * What was seen when all had passed.
     *
     * @throws Rejected if a check fails that will not pass by itself, or if time runs out; it names each check that
     *     failed, what was seen, and what to do
     */
    List<Evidence> establish() {
        try {
            work.poll().until(this::lookAgain, Proof::missing);
        } catch (Rejected timeIsOver) {
            throw failed().isEmpty() ? timeIsOver : unproven("within the stage's time");
        }
        return List.copyOf(evidence.values());
    }

    /** What one look at every check sees. */
    List<Evidence> look() {
        checks.forEach(this::look);
        return List.copyOf(evidence.values());
    }

    private List<Check> lookAgain() {
        checks.stream().filter(check -> !hasPassed(check)).forEach(this::look);
        if (failed().stream().anyMatch(check -> !check.settles())) {
            throw unproven("and will not be by waiting");
        }
        return failed();
    }

    private void look(Check check) {
        Check.Finding finding = check.look();
        evidence.put(check, new Evidence(check.name(), finding.passed(), finding.seen(), work.now()));
    }

    private static Optional<String> missing(List<Check> failed) {
        return failed.isEmpty()
                ? Optional.empty()
                : Optional.of("these checks to pass: "
                        + failed.stream().map(Check::name).collect(Collectors.joining(", ")));
    }

    private Rejected unproven(String when) {
        List<String> seen = new ArrayList<>();
        List<String> remedies = new ArrayList<>();
        failed().forEach(check -> {
            seen.add(check.name() + ": " + evidence.get(check).seen());
            remedies.add(check.name() + ": " + check.remedy());
        });
        return new Rejected(
                "The protection is not proven " + when + ". " + String.join("; ", seen), String.join("\n", remedies));
    }

    private List<Check> failed() {
        return checks.stream()
                .filter(check -> evidence.containsKey(check) && !hasPassed(check))
                .toList();
    }

    private boolean hasPassed(Check check) {
        Evidence last = evidence.get(check);
        return last != null && last.passed();
    }
}
