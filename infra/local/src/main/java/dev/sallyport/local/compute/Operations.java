package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Error;
import com.google.cloud.compute.v1.Errors;
import com.google.cloud.compute.v1.Operation;
import com.google.protobuf.Message;
import dev.sallyport.local.compute.ProjectResources.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The operations of a project. A change is in force as soon as its operation has been answered; the operation then runs
 * until its latency is over. It is stored as it will be when it is done, and its times tell how it is before.
 */
final class Operations {
    /**
     * Google forgets operations after 14 days. Source: the gcloud reference, "gcloud compute operations list".
     */
    private static final Duration REMEMBERED = Duration.ofDays(14);

    /** How many operations at most are forgotten when another one starts. */
    private static final int FORGOTTEN_AT_ONCE = 10;

    private Operations() {}

    /**
     * What an operation is about.
     *
     * @param targetId 0 if the target has no id
     * @param type as in {@code insert}
     * @param user e-mail address of whoever asked for it
     * @param requestId as the client sent it, or empty
     */
    record Subject(Link target, long targetId, String type, String user, String requestId) {}

    /** Starts the operation of a change; answers it as it is in the first moment. */
    static Operation start(Transaction transaction, Subject subject, Duration latency) {
        OperationTimes times = OperationTimes.from(transaction.now(), latency);
        Operation last = times.done(describe(transaction, subject)).build();
        store(transaction, last);
        return times.first(last);
    }

    /** One that is done in its first answer. */
    static Operation startDone(Transaction transaction, Subject subject) {
        Operation last = OperationTimes.from(transaction.now(), Duration.ZERO)
                .done(describe(transaction, subject))
                .build();
        store(transaction, last);
        return last;
    }

    /** Starts an operation that will fail. */
    static Operation startFailing(Transaction transaction, Subject subject, Duration latency, OperationFailure why) {
        OperationTimes times = OperationTimes.from(transaction.now(), latency);
        Operation.Builder last = times.done(describe(transaction, subject))
                .setError(Error.newBuilder()
                        .addErrors(Errors.newBuilder().setCode(why.code()).setMessage(why.getMessage())));
        why.httpStatus()
                .ifPresent(status -> last.setHttpErrorStatusCode(status).setHttpErrorMessage(reasonPhrase(status)));
        store(transaction, last.build());
        return times.first(last.build());
    }

    /** The operation as it is now. */
    static Optional<Operation> find(Transaction transaction, Link link) {
        return transaction.get(Operation.class, link).map(last -> asOfNow(transaction, last));
    }

    /** When the operation is or was over. */
    static Optional<Instant> end(Transaction transaction, Link link) {
        return transaction.get(Operation.class, link).map(last -> Timestamps.parse(last.getEndTime()));
    }

    /** The operation, as it is now, behind a stored one. */
    static Stored shown(Transaction transaction, Stored stored) {
        return new Stored(stored.link(), asOfNow(transaction, (Operation) stored.message()));
    }

    /** Whether an insert or a delete of the resource is still under way. */
    static boolean isChanging(Transaction transaction, Link target) {
        return transaction
                .under(new Term.Changes(target))
                .map(stored -> Timestamps.parse(((Operation) stored.message()).getEndTime()))
                .anyMatch(transaction.now()::isBefore);
    }

    private static Operation asOfNow(Transaction transaction, Operation last) {
        boolean over = !transaction.now().isBefore(Timestamps.parse(last.getEndTime()));
        return over ? last : OperationTimes.of(last).asOf(transaction.now(), last);
    }

    private static void store(Transaction transaction, Operation last) {
        Link link = Link.parse(last.getSelfLink()).orElseThrow();
        forgetOld(transaction, link.scope());
        transaction.put(link, last);
    }

    /** Names begin with the time, so the oldest come first. */
    private static void forgetOld(Transaction transaction, Scope scope) {
        Stream<Stored> oldest = transaction.in(scope, OwnCollections.OPERATIONS).limit(FORGOTTEN_AT_ONCE);
        oldest.takeWhile(stored -> isForgotten(transaction, stored.message()))
                .toList()
                .forEach(stored -> {
                    RequestIds.forget(transaction, ((Operation) stored.message()).getClientOperationId());
                    transaction.remove(stored.link());
                });
    }

    private static boolean isForgotten(Transaction transaction, Message last) {
        Instant end = Timestamps.parse(((Operation) last).getEndTime());
        return end.plus(REMEMBERED).isBefore(transaction.now());
    }

    private static Operation.Builder describe(Transaction transaction, Subject subject) {
        Link target = subject.target();
        long id = transaction.nextId();
        Scope scope = target.scope().kind() == Scope.Kind.PROJECT ? Scope.GLOBAL : target.scope();
        Link link = new Link(target.project(), scope, OwnCollections.OPERATIONS, name(transaction.now(), id));
        Operation.Builder operation = Operation.newBuilder()
                .setKind("compute#operation")
                .setId(id)
                .setName(link.name())
                .setOperationType(subject.type())
                .setTargetLink(target.url())
                .setTargetId(subject.targetId())
                .setUser(subject.user())
                .setSelfLink(link.url());
        if (!subject.requestId().isEmpty()) {
            operation.setClientOperationId(subject.requestId());
        }
        String place = Link.ROOT + "projects/" + target.project() + "/" + scope.path();
        switch (scope.kind()) {
            case REGION -> operation.setRegion(place);
            case ZONE -> operation.setZone(place);
            case GLOBAL, PROJECT, ORGANIZATION -> {}
        }
        return operation;
    }

    /** As Google's: the time twice, then what nobody could guess. */
    private static String name(Instant now, long id) {
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
        long scrambled = id * 0x9E3779B97F4A7C15L;
        return String.format(
                "operation-%d-%x-%08x-%08x", now.toEpochMilli(), micros, scrambled >>> 32, scrambled & 0xFFFFFFFFL);
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
