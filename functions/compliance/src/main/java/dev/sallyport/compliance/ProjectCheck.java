package dev.sallyport.compliance;

import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Seen;
import dev.sallyport.failure.Failure;
import dev.sallyport.failure.Retryable;
import dev.sallyport.finding.Compliance;
import dev.sallyport.finding.Finding;
import dev.sallyport.finding.Ledger;
import dev.sallyport.finding.Observation;
import dev.sallyport.finding.RepairPlan;
import dev.sallyport.finding.Severity;
import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.stages.Inspection;
import dev.sallyport.stages.Inspector;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** One check of deployments of one project, which share what is read of it. */
final class ProjectCheck {
    private static final System.Logger LOG = System.getLogger(ProjectCheck.class.getName());

    /** A look waits for answers for most of its time. */
    private static final int AT_A_TIME = 16;

    private final ChainRuntime runtime;
    private final Inspector inspector;
    private final String project;
    private List<Deployment> all;

    /** @param inspector one that reads each list once */
    ProjectCheck(ChainRuntime runtime, Inspector inspector, String project) {
        this.runtime = runtime;
        this.inspector = inspector;
        this.project = project;
    }

    /**
     * Checks each of these that can be checked. That one cannot be looked at holds up no other.
     *
     * @throws Retryable if one could not be looked at
     */
    void check(Collection<String> names) {
        // Read before anything in the cloud: what has not moved on since stands as it was read.
        List<Seen> checkable = runtime.deployments().named(names).stream()
                .filter(seen -> seen.deployment().project().equals(project))
                .filter(seen -> Checkable.is(seen.deployment()))
                .toList();
        HealthRound round = HealthRound.of(
                checkable.stream().map(seen -> seen.deployment().name()).toList(),
                checkable.stream().map(Seen::now).findFirst().orElse(Instant.EPOCH));
        SideBySide.map(
                        AT_A_TIME,
                        checkable,
                        seen -> tryToCheck(
                                seen, round.includes(seen.deployment().name())))
                .stream()
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(failure -> {
                    throw new Retryable(
                            "not every deployment of " + project + " was checked: " + failure.getMessage(), failure);
                });
    }

    private Optional<Failure> tryToCheck(Seen seen, boolean asksForHealth) {
        try {
            check(seen, asksForHealth);
            return Optional.empty();
        } catch (Failure failure) {
            LOG.log(Level.WARNING, "{0} was not checked: {1}", seen.deployment().name(), failure.getMessage());
            return Optional.of(failure);
        }
    }

    private void check(Seen seen, boolean asksForHealth) {
        Subject subject = look(seen);
        List<Observation> observations = Observations.of(subject, asksForHealth);
        if (Observations.areDoubtful(observations)) {
            observations = Observations.confirmed(observations, Observations.of(look(seen), asksForHealth));
        }
        enter(subject, observations, asksForHealth);
    }

    private Subject look(Seen seen) {
        Deployment deployment = seen.deployment();
        Inspection inspection = inspector.look(deployment, () -> neighbours(deployment), seen.now());
        return new Subject(deployment, inspection, inspector.inventory(project), seen.now());
    }

    private void enter(Subject subject, List<Observation> observations, boolean askedForHealth) {
        Deployment deployment = subject.deployment();
        Remedies remedies = new Remedies(subject);
        runtime.findings()
                .enter(
                        deployment,
                        (before, now) -> RepairPlan.of(
                                Ledger.enter(
                                        before,
                                        askedForHealth ? observations : withKnownHealth(observations, before),
                                        deployment.generation(),
                                        now),
                                remedies::mode,
                                remedies::stages,
                                now))
                .ifPresent(plan -> {
                    say(deployment, plan.entry().compliance(), subject.now());
                    act(deployment, plan, remedies);
                });
    }

    /** An alert looks for these lines, as {@code infra/google/monitoring.tf} has it. */
    private static void say(Deployment deployment, Compliance known, Instant now) {
        known.open().stream()
                .filter(finding -> finding.severity().compareTo(Severity.HIGH) >= 0)
                .filter(finding -> known.mute(finding.last().control(), now).isEmpty())
                .forEach(finding -> LOG.log(
                        Level.WARNING,
                        "{0} has a {1} finding: {2}",
                        deployment.name(),
                        finding.severity(),
                        finding.key()));
    }

    /** Unless something else was seen, from which it may follow. */
    private static List<Observation> withKnownHealth(List<Observation> observations, Compliance before) {
        return observations.isEmpty()
                ? before.open().stream()
                        .map(Finding::last)
                        .filter(Observations::isUnhealthy)
                        .toList()
                : observations;
    }

    private void act(Deployment deployment, RepairPlan plan, Remedies remedies) {
        plan.entry()
                .happenings()
                .forEach(happening -> runtime.announcer()
                        .tell(
                                deployment.name(),
                                deployment.generation(),
                                FindingNotices.of(
                                        happening,
                                        remedies.mode(happening.finding().last().control()))));
        if (!plan.stages().isEmpty()) {
            runtime.checks().request(RepairRequest.of(deployment, plan));
        }
    }

    private synchronized List<ProvisionRequest> neighbours(Deployment deployment) {
        if (all == null) {
            all = runtime.deployments().inProject(project);
        }
        return all.stream()
                .filter(other -> !other.name().equals(deployment.name()))
                .map(Deployment::request)
                .toList();
    }
}
