package dev.sallyport.deployment;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.failure.Rejected;
import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.request.Request;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What an accepted request makes of a deployment, and which requests are not accepted. Without effects. */
final class NextGeneration {
    private final Blueprint blueprint;

    NextGeneration(Blueprint blueprint) {
        this.blueprint = blueprint;
    }

    /**
     * @throws Rejected if the request does not go with what is on record
     */
    Transition<Acceptance> of(
            Optional<Deployment> current, Request.Converging request, RequestMessage message, Instant now) {
        Instant published = message.published().orElse(now).truncatedTo(ChronoUnit.MICROS);
        ProvisionRequest specification = Admission.at(now, specification(current, request, now));
        current.ifPresent(existing -> rejectOutdated(existing, published));
        Direction direction = request instanceof Request.Destroy ? Direction.DESTROY : Direction.PROVISION;
        Blueprint walk = direction.through(blueprint);
        Set<StageName> entered = entered(current, request, walk);
        Set<StageName> first = first(entered, walk);
        Map<StageName, StageRecord> stages = new LinkedHashMap<>();
        for (StageName stage : blueprint.stages()) {
            StageRecord record =
                    current.map(existing -> existing.stages().get(stage)).orElseGet(StageRecord::pending);
            StageRecord next = entered.contains(stage) ? record.inNextGeneration(now) : record;
            stages.put(stage, first.contains(stage) ? next.ready() : next);
        }
        Deployment next = new Deployment(
                blueprint,
                specification.deployment(),
                specification.project(),
                current.map(Deployment::generation).orElse(0L) + 1,
                direction,
                direction.underWay(),
                specification,
                message.key(),
                published,
                current.map(Deployment::created).orElse(now),
                now,
                stages,
                List.of(),
                current.flatMap(existing -> existing.pauseAt(now)));
        return Transition.to(next, new Acceptance(next, first), Events.accepted(next, request, message));
    }

    /** The stages that run once more: all, unless a repair names where to begin and what comes before is done. */
    private static Set<StageName> entered(Optional<Deployment> current, Request.Converging request, Blueprint walk) {
        if (current.isEmpty()
                || !(request instanceof Request.Repair repair)
                || repair.stages().isEmpty()) {
            return walk.stages();
        }
        Set<StageName> entries = new LinkedHashSet<>(repair.stages());
        walk.stages().stream()
                .filter(stage -> !isDone(current.get().stages().get(stage)))
                .forEach(entries::add);
        return walk.from(entries);
    }

    /** What the blueprint of an earlier version did not have is not done either. */
    private static boolean isDone(StageRecord record) {
        return record != null && record.state() == StageState.DONE;
    }

    private static Set<StageName> first(Set<StageName> entered, Blueprint walk) {
        return entered.stream()
                .filter(stage -> Collections.disjoint(walk.predecessorsOf(stage), entered))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What the deployment is to be like, or was: of the requests, only one to provision says so itself. */
    private static ProvisionRequest specification(
            Optional<Deployment> current, Request.Converging request, Instant now) {
        if (request instanceof ProvisionRequest wanted) {
            current.ifPresent(existing -> rejectOtherProject(existing, wanted));
            return wanted;
        }
        Deployment existing = current.orElseThrow(() -> unknown(request.deployment()));
        if (request instanceof Request.Destroy) {
            rejectDestroyOfProtected(existing);
            return existing.request();
        }
        rejectRepairOfDestroyed(existing);
        if (request instanceof Request.Grant grant) {
            return Admission.after(existing.request(), grant, now);
        }
        return request instanceof Request.Revoke revoke
                ? Admission.after(existing.request(), revoke)
                : existing.request();
    }

    /**
     * @throws Rejected if the deployment has come to another generation
     */
    static void rejectOvertaken(Optional<Deployment> current, Request request, long generation) {
        long now = current.map(Deployment::generation).orElse(0L);
        if (now != generation) {
            throw new Rejected(
                    "the deployment " + request.deployment() + " is at generation " + now + " by now, and the plan was"
                            + " made against generation " + generation,
                    "plan anew");
        }
    }

    static Rejected unknown(String deployment) {
        return new Rejected(
                "there is no deployment " + deployment,
                "name one that was provisioned; the documents below deployments/ are all there are");
    }

    /** Whoever asked for the end must not find it undone by somebody who looked at an older state. */
    private static void rejectRepairOfDestroyed(Deployment existing) {
        if (existing.direction() == Direction.DESTROY) {
            throw new Rejected(
                    "the deployment " + existing.name()
                            + (existing.phase() == Phase.DESTROYED ? " is destroyed" : " is to be destroyed")
                            + " since generation " + existing.generation(),
                    "publish its provision request again if it is to be there");
        }
    }

    private static void rejectDestroyOfProtected(Deployment existing) {
        if (existing.request().protect()) {
            throw new Rejected(
                    "the deployment " + existing.name() + " is not to be destroyed: its request has protect",
                    "publish its provision request without protect first");
        }
    }

    /** Of a deployment that is destroyed nothing is left in its project. */
    private static void rejectOtherProject(Deployment existing, ProvisionRequest request) {
        if (existing.phase() != Phase.DESTROYED && !existing.project().equals(request.project())) {
            throw new Rejected(
                    "the deployment " + existing.name() + " is in the project " + existing.project()
                            + ", but the request names the project " + request.project(),
                    "choose another name for the deployment, or name the project it is in");
        }
    }

    /** Pub/Sub may deliver a message long after those that were published after it. */
    static void rejectOutdated(Deployment existing, Instant published) {
        if (published.isBefore(existing.requested())) {
            throw new Rejected(
                    "the request was published at " + published + " and comes too late: generation "
                            + existing.generation() + " of " + existing.name() + " was asked for at "
                            + existing.requested(),
                    "publish it again if it is to replace the newer one");
        }
    }
}
