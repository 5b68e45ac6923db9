package dev.sallyport.simulation;

import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.RollbackRequest;
import dev.sallyport.local.admin.CallDirector;
import dev.sallyport.local.admin.CallFate;
import dev.sallyport.local.admin.DirectedCall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Where every call of a function waits until the run lets it go on. A port of the local cloud belongs to each instance, by
 * which callers are told apart; calls that come to the main port are the simulation's own.
 */
final class Gate implements CallDirector {
    private static final CallFate PASS = new CallFate.Pass();
    private static final int OK = 200;
    private static final long LONGEST_SILENCE = TimeUnit.SECONDS.toNanos(60);

    private final Course course;
    private final Map<Integer, Instance> instances = new HashMap<>();
    private final Map<DirectedCall, Decided> underWay = new IdentityHashMap<>();
    private List<SeenCall> seen = new ArrayList<>();
    private Fates fates = Fates.none();
    private boolean locksAreLeft;

    private record Decided(Invocation by, Fate fate) {}

    Gate(Course course) {
        this.course = course;
    }

    synchronized void assign(int port, Instance instance) {
        instances.put(port, instance);
    }

    synchronized void decideBy(Fates deciding) {
        fates = deciding;
    }

    @Override
    public synchronized CompletionStage<CallFate> understood(DirectedCall call) {
        Instance instance = instances.get(call.port());
        if (instance == null) {
            return CompletableFuture.completedFuture(PASS);
        }
        Optional<Invocation> caller = instance.current();
        if (instance.isDead()) {
            return CompletableFuture.completedFuture(Fate.KILL_BEFORE.carriedOut());
        }
        if (call.request() instanceof RollbackRequest rollback) {
            // Nobody waits for it: it may come when its function has returned.
            caller.ifPresent(by -> by.rolledBack(rollback.getTransaction()));
            return CompletableFuture.completedFuture(PASS);
        }
        if (caller.isEmpty()) {
            // What a function left behind when it returned has no processor time any more.
            return CompletableFuture.completedFuture(Fate.KILL_BEFORE.carriedOut());
        }
        return understood(caller.get(), call).decision();
    }

    /** Messages are published side by side, in whatever order threads come: their fate is decided as they come. */
    private HeldCall understood(Invocation by, DirectedCall call) {
        boolean published = call.name().equals("pubsub.Publisher.Publish");
        HeldCall held = new HeldCall(by, call, by.next(HeldCall.name(call)), new CompletableFuture<>());
        if (published) {
            release(held);
        } else {
            by.held().add(held);
            notifyAll();
        }
        return held;
    }

    @Override
    public synchronized void ended(DirectedCall call, int httpStatus) {
        Decided decided = underWay.remove(call);
        if (decided == null) {
            letGo(call);
            return;
        }
        seen.add(new SeenCall(decided.by(), call, decided.fate(), httpStatus));
        if (call.name().endsWith("Firestore.Commit") && httpStatus == OK) {
            // One that is refused is tried again, and the transaction goes on until it is rolled back.
            decided.by().inTransaction(false);
        }
        if (decided.fate() == Fate.KILL_AFTER) {
            kill(decided.by());
        }
        notifyAll();
    }

    /** Nobody waits for the answer any more. */
    private void letGo(DirectedCall call) {
        instances.values().stream()
                .flatMap(instance -> instance.current().stream())
                .forEach(invocation -> invocation.held().removeIf(held -> held.call() == call));
    }

    /** Waits until each invocation has ended or has a call that waits, and nothing it asked for is still being done. */
    synchronized void awaitQuiet(Collection<Invocation> active) {
        long deadline = System.nanoTime() + LONGEST_SILENCE;
        try {
            while (!active.stream().allMatch(this::isQuiet)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new Violation("silence", "nothing was heard for a minute of " + active);
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private boolean isQuiet(Invocation invocation) {
        return invocation.isQuiet() && underWay.values().stream().noneMatch(decided -> decided.by() == invocation);
    }

    /** Decides about the call that has waited longest. */
    synchronized void release(Invocation by) {
        HeldCall next = by.held().remove(0);
        release(next);
    }

    private void release(HeldCall call) {
        Fate fate = fates.of(call);
        if (call.call().name().endsWith("Firestore.BeginTransaction")) {
            call.by().inTransaction(true);
        } else if (call.call().request() instanceof BatchGetDocumentsRequest read) {
            call.by().readIn(read.getTransaction());
        }
        if (fate == Fate.KILL_BEFORE) {
            kill(call.by());
        } else {
            underWay.put(call.call(), new Decided(call.by(), fate));
        }
        if (call.isChange()) {
            course.next(fate);
        }
        call.decision().complete(fate.carriedOut());
    }

    synchronized void kill(Invocation invocation) {
        locksAreLeft |= invocation.isInTransaction();
        invocation.kill();
        invocation.instance().die();
        List<HeldCall> waiting = List.copyOf(invocation.held());
        invocation.held().clear();
        waiting.forEach(call -> call.decision().complete(Fate.KILL_BEFORE.carriedOut()));
    }

    synchronized void begin(Invocation invocation) {
        invocation.instance().begin(invocation);
    }

    synchronized void end(Invocation invocation, Optional<Throwable> failure) {
        invocation.end(failure);
        notifyAll();
    }

    synchronized void renew(Instance instance) {
        instance.renew();
    }

    /** Whether somebody was killed within a transaction since the last time. */
    synchronized boolean takeLeftLocks() {
        boolean left = locksAreLeft;
        locksAreLeft = false;
        return left;
    }

    /** The calls that have ended since the last time. */
    synchronized List<SeenCall> drain() {
        List<SeenCall> drained = seen;
        seen = new ArrayList<>();
        return drained;
    }
}
