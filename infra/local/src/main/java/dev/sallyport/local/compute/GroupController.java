package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.InstanceGroupManager;
import com.google.cloud.compute.v1.InstanceGroupManagerVersion;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.compute.ManagedInstances.Managed;
import dev.sallyport.local.projects.Project;
import dev.sallyport.local.time.CloudClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes managed instance groups what they should be, step by step: an action begins in one step and is finished in a
 * later one, when its time is over. Steps may come too often or twice; each looks at what there is and does what is due.
 *
 * <p>An instance is verified by the first good answer to the group's health check, which is asked for at each step. One
 * that leaves waits for the requests it has been given, as long as its backend services let it drain.
 */
final class GroupController {
    private static final System.Logger LOG = System.getLogger(GroupController.class.getName());
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(10);

    private final Cloud cloud;
    private final CloudClock clock;
    private final OperationLatency latency;
    private final Map<Link, Instant> due = new ConcurrentHashMap<>();
    private final Set<Link> verified = ConcurrentHashMap.newKeySet();

    GroupController(Cloud cloud, CloudClock clock, OperationLatency latency) {
        this.cloud = cloud;
        this.clock = clock;
        this.latency = latency;
    }

    /** Something has changed: if a group is concerned, it is looked at. */
    void changed(Link link) {
        if (link.collection().equals("instanceGroupManagers")) {
            stepAfter(Duration.ZERO, link);
        } else if (link.collection().equals("instances")) {
            Project project = cloud.projects().named(link.project());
            cloud.read(
                            project,
                            transaction ->
                                    ManagedInstances.groupOf(transaction, link).toList())
                    .forEach(group -> stepAfter(Duration.ZERO, group));
        }
    }

    private void stepAfter(Duration delay, Link group) {
        clock.schedule(delay, () -> step(group));
    }

    private void step(Link group) {
        try {
            Project project = cloud.projects().named(group.project());
            boolean more = cloud.change(
                    project,
                    transaction -> transaction
                            .get(InstanceGroupManager.class, group)
                            .map(manager -> new Step(transaction, group, manager).take())
                            .orElse(false));
            if (more) {
                cloud.read(project, transaction -> verifying(transaction, group))
                        .forEach(this::verify);
                stepAfter(taken(), group);
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Group " + group.path() + " cannot go on", e);
        }
    }

    private static List<Verification> verifying(Transaction transaction, Link group) {
        return ManagedInstances.of(transaction, group)
                .filter(managed -> managed.is(ManagedInstances.VERIFYING))
                .flatMap(managed ->
                        ManagedInstances.healthCheck(transaction, managed)
                                .map(check -> new Verification(managed, check))
                                .stream())
                .toList();
    }

    private void verify(Verification wanted) {
        Managed managed = wanted.managed();
        Link group = managed.manager();
        cloud.traffic()
                .answers(
                        wanted.healthCheck(),
                        group.in("instanceGroups", group.name()).path(),
                        managed.instance().path())
                .thenAccept(answered -> {
                    if (answered) {
                        verified.add(managed.place());
                        stepAfter(Duration.ZERO, group);
                    }
                });
    }

    /** An instance that is to answer a health check. */
    private record Verification(Managed managed, String healthCheck) {}

    /** What one action on one instance takes. */
    private Duration taken() {
        return latency.ofManagedInstance();
    }

    /** One look at a group. */
    private final class Step {
        private final Transaction transaction;
        private final Link group;
        private final InstanceGroupManager manager;

        Step(Transaction transaction, Link group, InstanceGroupManager manager) {
            this.transaction = transaction;
            this.group = group;
            this.manager = manager;
        }

        /** @return whether actions are going on that have to be finished */
        boolean take() {
            finishWhatIsDue();
            repair();
            GroupUpdate update = new GroupUpdate(transaction, group, manager);
            grow(update.largestSize());
            shrink(update.largestSize());
            update.advance();
            return noteBegun();
        }

        private void finishWhatIsDue() {
            for (Managed managed : instances()) {
                Instant time = due.get(managed.place());
                if (!managed.is(ManagedInstances.NONE) && time != null && mayEnd(managed, time)) {
                    due.remove(managed.place());
                    finish(managed);
                }
            }
        }

        private boolean mayEnd(Managed managed, Instant time) {
            if (managed.is(ManagedInstances.VERIFYING)) {
                boolean checked =
                        ManagedInstances.healthCheck(transaction, managed).isPresent();
                return verified.remove(managed.place()) || !checked;
            }
            return !transaction.now().isBefore(time) && !isDraining(managed, time);
        }

        private boolean isDraining(Managed managed, Instant since) {
            return managed.leaving()
                    && cloud.traffic().isUnderWay(managed.instance().path())
                    && transaction.now().isBefore(since.plus(drainingTime()));
        }

        private Duration drainingTime() {
            return Duration.ofSeconds(transaction
                    .users(group.in("instanceGroups", group.name()))
                    .flatMap(user -> transaction.get(BackendService.class, user).stream())
                    .mapToInt(service -> service.getConnectionDraining().getDrainingTimeoutSec())
                    .max()
                    .orElse(0));
        }

        /** One that cannot be finished is tried again, and keeps none of the others waiting. */
        private void finish(Managed managed) {
            try {
                transaction.attempt(() -> ManagedInstances.finish(transaction, managed));
            } catch (ApiException refused) {
                ManagedInstances.noteFailure(transaction, managed, refused);
                due.put(managed.place(), transaction.now().plus(PAUSE_AFTER_FAILURE));
            }
        }

        /** An instance that somebody deleted or stopped behind the group's back is made again. */
        private void repair() {
            instances().stream()
                    .filter(managed -> managed.is(ManagedInstances.NONE))
                    .filter(managed -> !running(managed))
                    .forEach(managed -> ManagedInstances.begin(transaction, managed, "RECREATING", version(managed)));
        }

        private boolean running(Managed managed) {
            return transaction
                    .get(managed.instance())
                    .filter(instance -> Fields.text(instance, "status").equals("RUNNING"))
                    .isPresent();
        }

        private InstanceGroupManagerVersion version(Managed managed) {
            return InstanceGroupManagerVersion.newBuilder()
                    .setInstanceTemplate(managed.record().getVersion().getInstanceTemplate())
                    .setName(managed.record().getVersion().getName())
                    .build();
        }

        private void grow(int largest) {
            for (long missing = largest - staying().size(); missing > 0; missing--) {
                InstanceGroupManagerVersion version = GroupVersions.next(
                        manager, staying().stream().map(Managed::record).toList());
                Link instance = new Link(group.project(), Scope.zone(emptiestZone()), "instances", newName());
                ManagedInstances.plan(transaction, group, instance, version);
            }
        }

        private void shrink(int largest) {
            List<Managed> staying = staying();
            staying.stream()
                    .sorted(Comparator.comparing((Managed managed) -> GroupVersions.current(manager, managed.record()))
                            .thenComparing(managed ->
                                    -population(managed.instance().scope().name())))
                    .limit(Math.max(0, staying.size() - largest))
                    .forEach(managed ->
                            ManagedInstances.begin(transaction, managed, "DELETING", manager.getVersions(0)));
        }

        /** Actions that began in this step, or before a restart of the cloud, are due after their time. */
        private boolean noteBegun() {
            List<Managed> busy = instances().stream()
                    .filter(managed -> !managed.is(ManagedInstances.NONE))
                    .toList();
            Instant end = transaction.now().plus(taken());
            busy.forEach(managed -> due.putIfAbsent(managed.place(), end));
            return !busy.isEmpty();
        }

        private String emptiestZone() {
            return GroupZones.of(group, manager).stream()
                    .min(Comparator.comparing(this::population).thenComparing(Comparator.naturalOrder()))
                    .orElseThrow();
        }

        private long population(String zone) {
            return staying().stream()
                    .filter(managed -> managed.instance().scope().name().equals(zone))
                    .count();
        }

        private String newName() {
            List<String> taken = instances().stream()
                    .map(managed -> managed.record().getName())
                    .toList();
            String name;
            do {
                name = manager.getBaseInstanceName() + "-" + suffix(transaction.nextId());
            } while (taken.contains(name));
            return name;
        }

        /** Four letters and digits, as Google's groups name their instances. */
        private static String suffix(long id) {
            String scrambled = Long.toString(Math.abs(id * 0x9E3779B97F4A7C15L), Character.MAX_RADIX);
            return scrambled.substring(scrambled.length() - 4);
        }

        private List<Managed> instances() {
            return ManagedInstances.of(transaction, group).toList();
        }

        private List<Managed> staying() {
            return instances().stream().filter(managed -> !managed.leaving()).toList();
        }
    }
}
