package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Error;
import com.google.cloud.compute.v1.Errors;
import com.google.cloud.compute.v1.Operation;
import com.google.cloud.compute.v1.Operation.Status;
import dev.sallyport.local.time.CloudClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * The operations of all projects. A change is in force as soon as its operation has been answered; the operation then
 * runs until its latency is over.
 */
final class Operations {
    /** The longest that the API lets a wait take. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private final CloudClock clock;
    private final ResourceIds ids;
    private final Map<Place, Map<String, Running>> byPlace = new ConcurrentHashMap<>();
    private final Map<RequestKey, Link> byRequest = new ConcurrentHashMap<>();

    private record Place(String project, Scope scope) {}

    private record RequestKey(String project, String method, String requestId) {}

    private record Running(Operation last, Instant due) {}

    Operations(CloudClock clock, ResourceIds ids) {
        this.clock = clock;
        this.ids = ids;
    }

    /** Starts the operation of a change; answers it as it is in the first moment. */
    Operation start(Link target, long targetId, String type, String user, Duration latency) {
        Instant now = clock.instant();
        Link link = operationLink(target, now);
        Operation running =
                describe(link, target, type, user, now).setTargetId(targetId).build();
        remember(link, done(running, now.plus(latency)), now.plus(latency));
        return running;
    }

    /** One that is done in its first answer. */
    Operation startDone(Link target, long targetId, String type, String user) {
        Operation done = done(start(target, targetId, type, user, Duration.ZERO), clock.instant());
        remember(Link.parse(done.getSelfLink()).orElseThrow(), done, clock.instant());
        return done;
    }

    /** Starts an operation that will fail. */
    Operation startFailing(
            Link target, long targetId, String type, String user, Duration latency, OperationFailure why) {
        Operation running = start(target, targetId, type, user, latency);
        Instant due = clock.instant().plus(latency);
        Operation.Builder failed = done(running, due).toBuilder()
                .setError(Error.newBuilder()
                        .addErrors(Errors.newBuilder().setCode(why.code()).setMessage(why.getMessage())));
        why.httpStatus()
                .ifPresent(status -> failed.setHttpErrorStatusCode(status).setHttpErrorMessage(reasonPhrase(status)));
        remember(Link.parse(running.getSelfLink()).orElseThrow(), failed.build(), due);
        return running;
    }

    /** The operation that the same request started before. */
    Optional<Operation> startedBy(String project, String method, String requestId) {
        return Optional.ofNullable(byRequest.get(new RequestKey(project, method, requestId)))
                .flatMap(this::find);
    }

    void rememberRequest(String project, String method, String requestId, Operation operation) {
        byRequest.put(
                new RequestKey(project, method, requestId),
                Link.parse(operation.getSelfLink()).orElseThrow());
    }

    Optional<Operation> find(Link link) {
        return Optional.ofNullable(in(link.project(), link.scope()).get(link.name()))
                .map(this::asOfNow);
    }

    /** The operation when it is done, or as it is after two minutes. */
    Optional<Operation> await(Link link) {
        Running running = in(link.project(), link.scope()).get(link.name());
        if (running == null) {
            return Optional.empty();
        }
        Duration left = Duration.between(clock.instant(), running.due);
        if (!left.isNegative() && !left.isZero()) {
            CompletableFuture<Void> over = new CompletableFuture<>();
            clock.schedule(left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT, () -> over.complete(null));
            over.join();
        }
        return find(link);
    }

    /** Whether the time of the operation is over, or nobody knows it any more. */
    boolean isOver(Link link) {
        Running running = in(link.project(), link.scope()).get(link.name());
        return running == null || !clock.instant().isBefore(running.due);
    }

    Stream<Operation> list(String project, Scope scope) {
        return in(project, scope).values().stream().map(this::asOfNow);
    }

    /** The operations of all scopes, with their scopes. */
    Stream<Map.Entry<Scope, Operation>> list(String project) {
        return byPlace.keySet().stream()
                .filter(place -> place.project.equals(project))
                .flatMap(place -> list(project, place.scope).map(operation -> Map.entry(place.scope, operation)));
    }

    boolean delete(Link link) {
        Map<String, Running> place = byPlace.get(new Place(link.project(), link.scope()));
        return place != null && place.remove(link.name()) != null;
    }

    private Link operationLink(Link target, Instant now) {
        Scope scope = target.scope().kind() == Scope.Kind.PROJECT ? Scope.GLOBAL : target.scope();
        String name = "operation-" + now.toEpochMilli() + "-" + UUID.randomUUID();
        return new Link(target.project(), scope, "operations", name);
    }

    private Operation.Builder describe(Link link, Link target, String type, String user, Instant now) {
        Operation.Builder operation = Operation.newBuilder()
                .setKind("compute#operation")
                .setId(ids.next())
                .setName(link.name())
                .setOperationType(type)
                .setTargetLink(target.url())
                .setStatus(Status.RUNNING)
                .setProgress(0)
                .setUser(user)
                .setInsertTime(Timestamps.of(now))
                .setStartTime(Timestamps.of(now))
                .setSelfLink(link.url());
        String place =
                Link.ROOT + "projects/" + link.project() + "/" + link.scope().path();
        switch (link.scope().kind()) {
            case REGION -> operation.setRegion(place);
            case ZONE -> operation.setZone(place);
            case GLOBAL, PROJECT, ORGANIZATION -> {}
        }
        return operation;
    }

    private static Operation done(Operation running, Instant end) {
        return running.toBuilder()
                .setStatus(Status.DONE)
                .setProgress(100)
                .setEndTime(Timestamps.of(end))
                .build();
    }

    private Operation asOfNow(Running running) {
        Instant now = clock.instant();
        return now.isBefore(running.due)
                ? running.last.toBuilder()
                        .setStatus(Status.RUNNING)
                        .setProgress(0)
                        .clearEndTime()
                        .clearError()
                        .clearHttpErrorStatusCode()
                        .clearHttpErrorMessage()
                        .build()
                : running.last;
    }

    private void remember(Link link, Operation last, Instant due) {
        byPlace.computeIfAbsent(new Place(link.project(), link.scope()), place -> new ConcurrentSkipListMap<>())
                .put(link.name(), new Running(last, due));
    }

    private Map<String, Running> in(String project, Scope scope) {
        return byPlace.getOrDefault(new Place(project, scope), Map.of());
    }

    private static String reasonPhrase(int status) {
        return switch (status) {
            case 400 -> "BAD REQUEST";
            case 403 -> "FORBIDDEN";
            case 404 -> "NOT FOUND";
            case 409 -> "CONFLICT";
            case 412 -> "PRECONDITION FAILED";
            case 503 -> "SERVICE UNAVAILABLE";
            default -> "INTERNAL SERVER ERROR";
        };
    }
}
