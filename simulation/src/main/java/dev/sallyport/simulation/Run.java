package dev.sallyport.simulation;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PubsubMessage;
import dev.sallyport.chain.Topics;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.simulation.Scenario.Ask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One run: delivers messages and lets calls pass, one move after the other, each chosen when all that run wait for it.
 * Once everything has been asked for and the faults are used up, it is calm: then messages are delivered as they came.
 */
final class Run {
    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);
    private static final List<Duration> JUMPS =
            List.of(Duration.ofSeconds(2), Duration.ofSeconds(70), Duration.ofMinutes(11), Duration.ofHours(5));

    /** Firestore ends a transaction that nobody goes on with after a minute; until then it keeps others waiting. */
    private static final Duration TRANSACTION_IS_OVER = Duration.ofSeconds(70);

    /** Twelve stages, each called, given back and called again, and as many announcements that come twice. */
    private static final int MOST_CALM_DELIVERIES = 150;

    /** Whoever hears once more of what it has done announces once more what comes next. */
    private static final int MOST_ECHOES = 12;

    private final World world;
    private final Dice dice;
    private final Mood mood;
    private final Fates fates;
    private final List<Invariant> invariants;
    private final Deque<Ask> asks;
    private final int deployments;
    private Mail mail = new Mail();
    private Predicate<String> functions = any -> true;
    private final List<Invocation> active = new ArrayList<>();
    private final Set<String> paused = new HashSet<>();
    private final Trace trace = new Trace();
    private int invocations;
    private int choices;
    private int calmDeliveries;
    private int backlog;
    private int sweeps;
    private boolean calm;
    private Instant nextSweep;

    /** The cloud's time as far as this run has moved it, so that what is due does not depend on how long calls take. */
    private Instant now;

    Run(World world, Dice dice, Mood mood, Scenario scenario, List<Invariant> invariants) {
        this(world, dice, mood, scenario, new MoodyFates(dice.of("fates"), mood), invariants);
    }

    Run(World world, Dice dice, Mood mood, Scenario scenario, Fates fates, List<Invariant> invariants) {
        this.world = world;
        this.dice = dice;
        this.mood = mood;
        this.invariants = invariants;
        asks = new ArrayDeque<>(scenario.asks());
        deployments = Math.max(1, scenario.deployments().size());
        this.fates = fates;
        now = world.now();
        nextSweep = now.plus(BETWEEN_SWEEPS);
        world.gate().decideBy(fates);
    }

    Trace trace() {
        return trace;
    }

    int disturbed() {
        return fates.disturbed();
    }

    int invocations() {
        return invocations;
    }

    /** Asks for something else, once everything has come to rest, and goes on without faults. */
    void then(Ask ask) {
        beCalm();
        asks.add(ask);
        go();
    }

    /** As {@link #go()}, with the mail of another run, and only messages to these functions being delivered. */
    Mail go(Mail before, Predicate<String> delivered) {
        mail = new Mail(before);
        functions = delivered;
        go();
        return mail;
    }

    /** Returns when nothing is left to be done. */
    void go() {
        do {
            world.requireTime();
            settle();
        } while (move());
        awaitOperations();
        invariants.forEach(Invariant::ended);
    }

    /** After a violation: ends what runs, without another effect, so that the world can serve another run. */
    void abandon() {
        active.forEach(world.gate()::kill);
        world.gate().awaitQuiet(active);
        world.gate().drain();
        active.forEach(ended -> world.gate().renew(ended.instance()));
        active.clear();
    }

    private void settle() {
        world.gate().awaitQuiet(active);
        for (SeenCall seen : world.gate().drain()) {
            trace.seen(seen);
            if (seen.tookEffect() && seen.request() instanceof PublishRequest published) {
                world.post().noted(published.getTopic());
            }
            invariants.forEach(invariant -> invariant.seen(seen));
        }
        if (world.gate().takeLeftLocks()) {
            jump(TRANSACTION_IS_OVER);
        }
        for (Invocation ended : active.stream().filter(Invocation::hasEnded).toList()) {
            active.remove(ended);
            end(ended);
        }
        world.post().collect().forEach(this::receive);
        invariants.forEach(Invariant::quiet);
    }

    private void receive(Post.Arrival arrival) {
        mail.add(arrival, now);
        if (!calm && dice.says(mood.late(), "late", mail.last().ordinal(), arrival.function())) {
            Letter last = mail.last();
            mail.take(last);
            mail.putBack(last.later(now.plus(Duration.ofSeconds(90))));
        }
    }

    /** What was killed or has failed is delivered again; what was acknowledged may be. */
    private void end(Invocation invocation) {
        world.gate().renew(invocation.instance());
        Letter letter = invocation.letter();
        trace.ended(invocation);
        if (letter.function().equals("sweep")) {
            return;
        }
        if (invocation.wasKilled() || invocation.failure().isPresent()) {
            mail.putBack(letter.givenBack(now));
        } else if (!calm && dice.says(mood.twice() / 4, "again", invocation.ordinal())) {
            mail.putBack(letter.later(now));
        }
    }

    /** Does one thing; false if there is nothing more to be done. */
    private boolean move() {
        if (!calm && asks.isEmpty() && (fates.areUsedUp() && mood.most() > 0 || invocations > 60 * deployments)) {
            beCalm();
        }
        Optional<Invocation> inTransaction = active.stream()
                .filter(Invocation::isInTransaction)
                .filter(invocation -> !invocation.held().isEmpty())
                .findFirst();
        if (inTransaction.isPresent()) {
            world.gate().release(inTransaction.get());
            return true;
        }
        List<Move> moves = moves();
        if (!moves.isEmpty()) {
            Move.chosen(moves, dice, ++choices).run();
            return true;
        }
        return passTime();
    }

    private List<Move> moves() {
        List<Move> moves = new ArrayList<>();
        active.forEach(invocation -> moves.add(new Move(10, () -> release(invocation))));
        boolean more = active.isEmpty()
                || !calm && world.freeInstances() > 0 && dice.says(mood.parallel(), "parallel", choices);
        if (more) {
            List<Letter> due = mail.due(now, functions);
            due.stream().limit(calm ? 1 : 6).forEach(letter -> moves.add(new Move(10, () -> deliver(letter))));
        }
        if (!asks.isEmpty() && active.isEmpty()) {
            moves.add(new Move(invocations == 0 || calm ? 1000 : 2, this::ask));
        }
        if (!calm && world.freeInstances() > 0 && !active.isEmpty() && dice.says(mood.twice() / 5, "twice", choices)) {
            Invocation first = active.get(0);
            moves.add(new Move(10, () -> deliverAgain(first)));
        }
        if (!calm && dice.says(mood.jump(), "jump", choices)) {
            moves.add(new Move(100, () -> jump(dice.oneOf(JUMPS, "how far", choices))));
        }
        if (!calm && !active.isEmpty() && dice.says(mood.massacre(), "massacre", choices)) {
            moves.add(new Move(100, this::killAll));
        }
        return moves;
    }

    private void release(Invocation invocation) {
        if (invocation.held().get(0).isWaiting()) {
            awaitOperations();
        }
        world.gate().release(invocation);
    }

    private void awaitOperations() {
        Duration left = world.course().left();
        if (!left.isZero()) {
            jump(left.plusMillis(1));
        }
    }

    private void deliver(Letter letter) {
        mail.take(letter);
        if (!calm && dice.says(mood.twice() / 4, "duplicate", letter.ordinal(), letter.returned())) {
            mail.putBack(letter.later(now));
        }
        begin(letter);
    }

    private void deliverAgain(Invocation running) {
        trace.note("once more while it runs: " + running.letter());
        begin(running.letter());
    }

    private void begin(Letter letter) {
        calmDeliveries += calm ? 1 : 0;
        if (calmDeliveries > MOST_CALM_DELIVERIES * deployments + MOST_ECHOES * backlog) {
            throw new Violation("progress", calmDeliveries + " deliveries without a fault, and still not done");
        }
        Invocation invocation =
                new Invocation(++invocations, letter, world.freeInstance().orElseThrow());
        trace.begun(invocation);
        active.add(invocation);
        world.start(invocation);
    }

    private void ask() {
        Ask ask = asks.remove();
        if (ask.json().contains("\"pause\"")) {
            paused.add(ask.deployment());
        }
        trace.note("asked: " + ask.json());
        world.post().publish(Topics.REQUESTS, ask.json());
    }

    private void killAll() {
        trace.note("everything is killed");
        active.forEach(world.gate()::kill);
    }

    private void jump(Duration by) {
        trace.note("the clock jumps by " + by);
        world.cloud().clock().advance(by);
        now = now.plus(by);
        sweepIfDue();
    }

    private void sweepIfDue() {
        if (!now.isBefore(nextSweep) && !mail.has("sweep")) {
            nextSweep = now.plus(BETWEEN_SWEEPS);
            PubsubMessage tick = PubsubMessage.newBuilder()
                    .setMessageId("tick-" + ++sweeps)
                    .setData(ByteString.copyFromUtf8("{}"))
                    .build();
            mail.add(new Post.Arrival("sweep", tick), now);
        }
    }

    /** Nothing can be done now; if something can be later, it becomes later. */
    private boolean passTime() {
        if (mail.nextDue(functions).isEmpty() && !mail.isEmpty()) {
            return false;
        }
        boolean underWay = world.deployments().all().stream().anyMatch(Run::goesOn);
        if (mail.isEmpty() && !underWay) {
            return false;
        }
        if (mail.isEmpty() && asks.isEmpty()) {
            requireNobodyForgotten();
        }
        Instant next =
                mail.nextDue(functions).filter(due -> due.isBefore(nextSweep)).orElse(nextSweep);
        if (next.isAfter(now)) {
            jump(Duration.between(now, next).plusMillis(1));
        } else {
            sweepIfDue();
        }
        return true;
    }

    /** Without a pause, and with nothing to wait for outside, it takes no sweep for a stage that is ready to be told so. */
    private void requireNobodyForgotten() {
        world.deployments().unattended().stream()
                .filter(found -> !paused.contains(found.deployment().name()))
                .findFirst()
                .ifPresent(found -> {
                    throw new Violation(
                            "nobody forgotten",
                            found.stages() + " of " + found.deployment().name()
                                    + " could go on, but no message is on its way");
                });
    }

    private static boolean goesOn(Deployment deployment) {
        return !deployment.phase().isEnd() && deployment.pause().isEmpty();
    }

    private void beCalm() {
        if (!calm) {
            trace.note("calm");
            calm = true;
            backlog = mail.size();
            fates.end();
        }
    }
}
