package dev.sallyport.deployment;

import com.google.cloud.firestore.Firestore;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.failure.Poison;
import dev.sallyport.failure.Rejected;
import dev.sallyport.failure.Retryable;
import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.request.Request;
import dev.sallyport.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Every deployment's state, in Firestore: {@code deployments/{name}} and what happened to it in
 * {@code deployments/{name}/events/{id}}.
 *
 * <p>Each change is one transaction that reads the deployment's document and writes it, together with the events that
 * tell of it: one read (two for {@link #accept}) and one write per event besides. All times come from the database,
 * so that functions whose clocks differ agree on who holds a lease. Every method throws {@link Retryable} where the
 * database cannot be reached or another writer keeps winning, and {@link Poison} where the document is damaged.
 */
public final class Deployments {
    private final DeploymentTransactions transactions;
    private final DeploymentReads reads;
    private final Lifecycle lifecycle;
    private final Claiming claiming;
    private final NextGeneration nextGeneration;
    private final Steering steering;
    private final Repetition repetition;

    /** Deployments in a database that answers within half a minute, or is taken for unreachable. */
    public Deployments(Firestore firestore, Blueprint blueprint) {
        this(firestore, blueprint, Duration.ofSeconds(30), Settings.EVENT_RETENTION);
    }

    /**
     * @param patience how long the database may take to answer, retries included
     * @param eventRetention how long after an event a TTL policy may delete it
     */
    public Deployments(Firestore firestore, Blueprint blueprint, Duration patience, Duration eventRetention) {
        FirestoreCalls calls = new FirestoreCalls(patience);
        DeploymentDocument document = new DeploymentDocument(blueprint);
        lifecycle = new Lifecycle();
        claiming = new Claiming(lifecycle);
        nextGeneration = new NextGeneration(blueprint);
        steering = new Steering(lifecycle);
        repetition = new Repetition(lifecycle);
        reads = new DeploymentReads(firestore, calls, document);
        transactions = new DeploymentTransactions(firestore, calls, document, eventRetention);
    }

    public Optional<Deployment> find(String name) {
        return reads.find(name);
    }

    /** Those of these names that are there. A damaged document is left out. */
    public List<Seen> named(Collection<String> names) {
        return reads.named(names);
    }

    /** Every deployment there is or was, by name. A damaged document is left out. */
    public List<Deployment> all() {
        return reads.all();
    }

    /** What the other deployments of its project are to be like, but for those that are destroyed. */
    public List<ProvisionRequest> neighbours(Deployment deployment) {
        return inProject(deployment.project()).stream()
                .filter(other -> !other.name().equals(deployment.name()))
                .map(Deployment::request)
                .toList();
    }

    /** The deployments of a project, but for those that are destroyed. */
    public List<Deployment> inProject(String project) {
        return reads.inProject(project).stream()
                .filter(other -> other.phase() != Phase.DESTROYED)
                .toList();
    }

    /** Whether any deployment of a project is in one of these phases, at the price of one read. */
    public boolean anyIn(String project, Set<Phase> phases) {
        return reads.anyIn(project, phases);
    }

    /** The deployment's events, oldest first. */
    public List<Event> events(String name) {
        return events(name, Instant.EPOCH);
    }

    /** The deployment's events from a time on, oldest first. */
    public List<Event> events(String name, Instant from) {
        return reads.events(name, from);
    }

    /** Deployments with stages that could go on, but that nobody holds. A damaged document hides no other. */
    public List<Unattended> unattended() {
        return reads.underWay().stream()
                .map(seen -> new Unattended(
                        seen.deployment(), lifecycle.unattended(seen.deployment(), seen.now()), seen.now()))
                .filter(unattended -> !unattended.stages().isEmpty())
                .toList();
    }

    /** Guests of protected deployments whose time is over; IAM lets them in no more, whatever is on record. */
    public List<EndedAccess> endedAccess() {
        return reads.withGuests().stream()
                .map(seen -> EndedAccess.of(seen.deployment(), seen.now()))
                .filter(ended -> !ended.guests().isEmpty())
                .toList();
    }

    /**
     * Puts a request on record as the deployment's next generation. Attempts of the generation before keep their
     * leases, so that two never work on one stage. The same request is accepted once, however often it comes. What a
     * provision asks for stays the specification until the next one; a repair and a destroy work by it.
     *
     * @throws Rejected if the deployment is there already in another project, or by a request that was published later;
     *     if it is to be repaired or destroyed and is not there, or repaired and is being destroyed; if another request
     *     was accepted under the same key
     */
    public Acceptance accept(Request.Converging request, RequestMessage message) {
        return accept(request, message, current -> {});
    }

    /**
     * As {@link #accept(Request.Converging, RequestMessage)}, if no other request has come in between.
     *
     * @param generation the deployment's generation that the request was made against; 0 for no deployment
     * @throws Rejected if the deployment's generation is another, besides
     */
    public Acceptance acceptAfter(long generation, Request.Converging request, RequestMessage message) {
        return accept(request, message, current -> NextGeneration.rejectOvertaken(current, request, generation));
    }

    private Acceptance accept(
            Request.Converging request, RequestMessage message, Consumer<Optional<Deployment>> condition) {
        return transactions.runOnce(
                request.deployment(),
                Events.acceptedId(message.key()),
                state -> {
                    condition.accept(state.deployment());
                    return nextGeneration.of(state.deployment(), request, message, state.now());
                },
                (state, accepted) -> repetition.ofAccepted(state, accepted, message));
    }

    /**
     * The deployment as accepting a request would leave it now. Writes nothing.
     *
     * @throws Rejected as {@link #accept} would
     */
    public Deployment foresee(Request.Converging request) {
        DeploymentTransactions.State state = transactions.state(reads.snapshot(request.deployment()));
        RequestMessage nobody = RequestMessage.undated("nobody");
        return nextGeneration
                .of(state.deployment(), request, nobody, state.now())
                .outcome()
                .deployment();
    }

    /**
     * Lets the generation that is there go on in another way: retried, paused, resumed or cancelled. The same request
     * does so once, however often it comes.
     *
     * @throws Rejected if the deployment is not there, or not in a state that the request goes with; if another request
     *     was accepted under the same key
     */
    public Acceptance steer(Request.Steering request, RequestMessage message) {
        return transactions.runOnce(
                request.deployment(),
                Events.acceptedId(message.key()),
                state -> steering.of(state.deployment(), request, message, state.now()),
                (state, accepted) -> repetition.ofSteered(state, accepted, message));
    }

    /**
     * Records what came of looking whether everything is as it should be.
     *
     * @param generation the one that was looked at
     */
    public void checked(String name, RequestMessage message, long generation, String text) {
        transactions.runOnce(
                name,
                Events.checkedId(message.key()),
                state -> new Transition<>(
                        Optional.empty(), List.of(Events.checked(message, generation, text, state.now())), true),
                (state, checked) -> true);
    }

    /** Records that a request was refused, and nothing else; the deployment need not exist. */
    public void refused(String name, RequestMessage message, String text) {
        transactions.runOnce(
                name,
                Events.refusedId(message.key()),
                state -> new Transition<>(Optional.empty(), List.of(Events.refused(message, text, state.now())), true),
                (state, refused) -> true);
    }

    /**
     * Whether a request was accepted or refused: the event that tells of it, or nothing while it is under way.
     *
     * @param key the request's own id or, without one, its Pub/Sub message's
     */
    public Optional<Event> answer(String name, String key) {
        return reads.answer(name, key);
    }

    /**
     * Asks for the right to work on a stage.
     *
     * @param messageId id of the Pub/Sub message that asks; another delivery of it takes over at once
     * @param lease how long no other message may take over; longer than a function may run
     */
    public Claim claim(String name, long generation, StageName stage, String messageId, Duration lease) {
        return transactions.run(
                name,
                state -> state.deployment()
                        .map(current -> claiming.claim(current, generation, stage, messageId, lease, state.now()))
                        .orElseGet(() -> Transition.none(new Claim.Unknown())));
    }

    /**
     * Notes operations before they are waited for: partial operation resource name by action.
     *
     * @throws Retryable if the attempt has lost its claim
     */
    public Standing operationsStarted(Attempt attempt, Map<String, String> operations) {
        return required(
                attempt,
                change(attempt, (current, now) -> lifecycle.operationsStarted(current, attempt, operations, now)));
    }

    /**
     * Notes that the operations of these actions have ended.
     *
     * @throws Retryable if the attempt has lost its claim
     */
    public Standing operationsEnded(Attempt attempt, Collection<String> actions) {
        return required(
                attempt, change(attempt, (current, now) -> lifecycle.operationsEnded(current, attempt, actions, now)));
    }

    /**
     * Keeps an output of a stage that is not done yet.
     *
     * @throws Retryable if the attempt has lost its claim
     */
    public Standing remember(Attempt attempt, String output, String value) {
        return required(
                attempt, change(attempt, (current, now) -> lifecycle.remember(current, attempt, output, value, now)));
    }

    /**
     * Looks whether the attempt is to go on, at the price of one read.
     *
     * @throws Retryable if the attempt has lost its claim
     */
    public Standing standing(Attempt attempt) {
        Standing standing = find(attempt.deployment())
                .map(current -> lifecycle.standing(current, attempt))
                .orElse(Standing.LOST);
        if (standing == Standing.LOST) {
            change(attempt, (current, now) -> lifecycle.leave(current, attempt, now));
        }
        return required(attempt, standing);
    }

    /**
     * Records that a cancelled stage has ended: what it had started runs no more.
     *
     * @throws Retryable if the attempt has lost its claim
     */
    public void skip(Attempt attempt) {
        require(attempt, change(attempt, (current, now) -> lifecycle.skip(current, attempt, now)));
    }

    /**
     * Records that everything the stage stands for is true, and makes ready the successors that waited for it alone.
     *
     * @return the successors that are ready
     * @throws Retryable if the attempt has lost its claim
     */
    public Set<StageName> complete(Attempt attempt, Map<String, String> outputs, List<Evidence> evidence) {
        return change(attempt, (current, now) -> lifecycle.complete(current, attempt, outputs, evidence, now))
                .orElseThrow(() -> lost(attempt));
    }

    /**
     * Records that the stage waits for something outside and is let go of until somebody looks again.
     *
     * @param reason what it waits for, in words that complete "waiting for"
     * @param pause after what time somebody is to look again
     * @throws Retryable if the attempt has lost its claim
     */
    public void await(Attempt attempt, String reason, Duration pause) {
        require(attempt, change(attempt, (current, now) -> lifecycle.await(current, attempt, reason, pause, now)));
    }

    /**
     * Records that the stage cannot go on without a person.
     *
     * @throws Retryable if the attempt has lost its claim
     */
    public void fail(Attempt attempt, StageRecord.Error error) {
        require(attempt, change(attempt, (current, now) -> lifecycle.fail(current, attempt, error, now)));
    }

    private <T> T change(Attempt attempt, Change<T> change) {
        return transactions.run(
                attempt.deployment(),
                state -> change.of(state.deployment().orElseThrow(() -> lost(attempt)), state.now()));
    }

    private static Standing required(Attempt attempt, Standing standing) {
        require(attempt, standing != Standing.LOST);
        return standing;
    }

    private static void require(Attempt attempt, boolean held) {
        if (!held) {
            throw lost(attempt);
        }
    }

    /** The next delivery of the message finds out who has taken over. */
    private static Retryable lost(Attempt attempt) {
        return new Retryable("attempt " + attempt.number() + " of " + attempt.stage() + " for " + attempt.deployment()
                + ", generation " + attempt.generation() + ", has been overtaken");
    }

    @FunctionalInterface
    private interface Change<T> {
        Transition<T> of(Deployment current, Instant now);
    }
}
