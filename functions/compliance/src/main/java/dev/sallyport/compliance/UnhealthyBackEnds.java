package dev.sallyport.compliance;

import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.HealthStatus;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.InstanceGroupManager;
import dev.sallyport.converge.Link;
import dev.sallyport.deployment.StageRecord;
import dev.sallyport.finding.Controls;
import dev.sallyport.finding.Observation;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * VMs that fail the backend service's health check, so that they get no requests. Health takes a while to come back: while the
 * group changes its VMs, and for some minutes after a VM has started or a run has ended, it says nothing.
 */
final class UnhealthyBackEnds {
    /** Longer than a health check of the widest thresholds takes on a machine that boots meanwhile. */
    static final Duration GRACE = Duration.ofMinutes(5);

    private UnhealthyBackEnds() {}

    static List<Observation> at(Subject subject) {
        Optional<String> service = subject.backendService().map(BackendService::getName);
        Optional<String> group = subject.output("instance-group", "group");
        if (service.isEmpty() || group.isEmpty() || !isSettled(subject)) {
            return List.of();
        }
        Map<String, String> failing = failing(subject, subject.inventory().health(service.get(), group.get()));
        return failing.isEmpty()
                ? List.of()
                : List.of(new Observation(
                        Controls.UNHEALTHY_BACK_ENDS,
                        "backendServices/" + service.get(),
                        failing.size() + " of the VMs fail the health check and get no requests: " + failing,
                        failing));
    }

    private static Map<String, String> failing(Subject subject, List<HealthStatus> statuses) {
        Map<String, Instance> vms = subject.inventory().instances().stream()
                .collect(Collectors.toMap(vm -> Link.partial(vm.getSelfLink()), vm -> vm, (one, same) -> one));
        Map<String, String> failing = new TreeMap<>();
        statuses.stream()
                .filter(status -> status.getHealthState().equals("UNHEALTHY"))
                .filter(status -> Optional.ofNullable(vms.get(Link.partial(status.getInstance())))
                        .filter(vm -> hasHadTime(vm, subject.now()))
                        .isPresent())
                .forEach(status -> failing.put(
                        "instances/" + Link.name(status.getInstance()),
                        "unhealthy at port " + status.getPort() + ", in "
                                + Link.segmentAfter("zones", status.getInstance())));
        return failing;
    }

    private static boolean hasHadTime(Instance vm, Instant now) {
        return !vm.getLastStartTimestamp().isEmpty()
                && isPast(OffsetDateTime.parse(vm.getLastStartTimestamp()).toInstant(), now);
    }

    private static boolean isSettled(Subject subject) {
        boolean rested = subject.deployment().stages().values().stream()
                .map(StageRecord::finished)
                .flatMap(Optional::stream)
                .allMatch(finished -> isPast(finished, subject.now()));
        return rested
                && subject.output("instance-group", "manager").stream()
                        .map(Link::partial)
                        .anyMatch(manager -> isStable(subject, manager));
    }

    private static boolean isPast(Instant moment, Instant now) {
        return !moment.plus(GRACE).isAfter(now);
    }

    private static boolean isStable(Subject subject, String manager) {
        return subject.inventory().instanceGroupManagers().stream()
                .filter(there -> Link.partial(there.getSelfLink()).equals(manager))
                .map(InstanceGroupManager::getStatus)
                .anyMatch(status -> status.getIsStable());
    }
}
