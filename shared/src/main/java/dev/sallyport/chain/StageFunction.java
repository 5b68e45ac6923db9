package dev.sallyport.chain;

import com.google.cloud.functions.CloudEventsFunction;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Claim;
import dev.sallyport.deployment.Deployments;
import dev.sallyport.deployment.Direction;
import dev.sallyport.deployment.Phase;
import dev.sallyport.deployment.StageRecord;
import dev.sallyport.failure.Poison;
import dev.sallyport.failure.Rejected;
import dev.sallyport.failure.Retryable;
import io.cloudevents.CloudEvent;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One stage as a function: claim, converge or tear down, complete, announce.
 *
 * <p>A message is acknowledged when {@link #accept} returns, and comes back when it throws. It throws whatever may be
 * different next time; a stage that is rejected is recorded as failed, and a message that cannot be understood is kept
 * with the dead letters. Between complete and announce a crash loses nothing: the message comes again, finds the stage
 * done and announces its successors.
 */
public abstract class StageFunction implements CloudEventsFunction {
    private static final System.Logger LOG = System.getLogger(StageFunction.class.getName());

    /** A function must stop by itself before the platform stops it. */
    private static final Duration MARGIN = Duration.ofSeconds(20);

    /** A lease outlives the function that holds it, so that two never work on one stage. */
    private static final Duration LEASE_BEYOND_TIMEOUT = Duration.ofSeconds(60);

    /** How long a stage that waits for something outside is left alone; then the sweep announces it. */
    private static final Duration WAITING_PAUSE = Duration.ofSeconds(55);

    private final StageName stage;
    private final ChainRuntime runtime;
    private final Deployments deployments;

    protected StageFunction(StageName stage, ChainRuntime runtime) {
        this.stage = stage;
        this.runtime = runtime;
        deployments = runtime.deployments();
    }

    public final StageName stage() {
        return stage;
    }

    protected final ChainRuntime runtime() {
        return runtime;
    }

    /** Makes true what the stage stands for; called again after any failure, so it does only what is still to be done. */
    protected abstract StageResult converge(StageContext context);

    /**
     * Takes down what the stage has made, in this generation or an earlier one, and nothing else; called again after any
     * failure. What is not there is fine, for nobody knows how far the stage ever came.
     */
    protected abstract void tearDown(StageContext context);

    /** Waits for the operations that are on record, and starts nothing. A stage that starts none need not. */
    protected void settle(StageContext context) {}

    @Override
    public final void accept(CloudEvent event) {
        try {
            Delivery delivery = Delivery.of(event);
            StageMessage message = StageMessage.read(delivery.data());
            Optional<Claim.Granted> claim = claim(message, delivery.messageId());
            if (claim.isPresent()) {
                work(claim.get(), message);
            }
        } catch (Poison poison) {
            runtime.deadLetters().keep(event, poison.getMessage(), stage.value());
        }
    }

    private Optional<Claim.Granted> claim(StageMessage message, String messageId) {
        Duration lease = runtime.settings().functionTimeout().plus(LEASE_BEYOND_TIMEOUT);
        Claim claim = deployments.claim(message.deployment(), message.generation(), stage, messageId, lease);
        log(Level.DEBUG, message, claim.getClass().getSimpleName());
        if (claim instanceof Claim.Granted granted) {
            return Optional.of(granted);
        }
        if (claim instanceof Claim.AlreadyDone done) {
            announce(message, done.ready());
        } else if (claim instanceof Claim.Busy busy) {
            throw new Retryable("another delivery works on " + stage + " of " + message.deployment() + " until "
                    + busy.until() + " at the latest");
        } else if (claim instanceof Claim.Paused paused) {
            log(Level.INFO, message, "paused " + paused.pause().words());
        } else if (claim instanceof Claim.Unknown) {
            throw new Poison(
                    "there is no deployment " + message.deployment() + " of generation " + message.generation());
        }
        return Optional.empty();
    }

    private void work(Claim.Granted claim, StageMessage message) {
        converge(claim).ifPresent(result -> conclude(claim, message, result));
    }

    private void conclude(Claim.Granted claim, StageMessage message, StageResult result) {
        if (result.missing().isPresent()) {
            log(Level.INFO, message, "waiting for " + result.missing().get());
            deployments.await(claim.attempt(), result.missing().get(), WAITING_PAUSE);
        } else {
            announce(message, deployments.complete(claim.attempt(), result.outputs(), result.evidence()));
        }
    }

    /** The stage's result, or nothing where the stage has failed or was cancelled and that is on record. */
    private Optional<StageResult> converge(Claim.Granted claim) {
        AttemptTimeLimit timeLimit = timeLimit(claim);
        AttemptContext context = new AttemptContext(
                deployments, claim, timeLimit, new AttemptStanding(deployments, claim.attempt(), runtime.nanoTime()));
        try {
            return work(claim, context);
        } catch (Rejected rejected) {
            if (mayBeGoing(claim, rejected) && !timeLimit.isStageOver()) {
                throw new Retryable(rejected.getMessage(), rejected);
            }
            fail(claim, rejected);
        } catch (Poison poison) {
            throw poison;
        } catch (RuntimeException e) {
            if (!timeLimit.isStageOver()) {
                throw e instanceof Retryable ? e : UnexpectedFailure.retryable(e);
            }
            fail(claim, timeLimit.overdue(UnexpectedFailure.describe(e)));
        }
        return Optional.empty();
    }

    /**
     * What a function has deleted and died before it noted is in no list any more, and yet uses what it used until the
     * deletion is over.
     */
    private static boolean mayBeGoing(Claim.Granted claim, Rejected rejected) {
        return claim.deployment().direction() == Direction.DESTROY
                && claim.deployment().isInterrupted()
                && rejected.isInUse();
    }

    /** What a cancelled stage has started ends; then the stage is let go of. */
    private Optional<StageResult> work(Claim.Granted claim, AttemptContext context) {
        try {
            if (claim.deployment().phase() != Phase.CANCELLING) {
                return Optional.of(inDirection(claim, context));
            }
        } catch (Cancelled cancelled) {
            LOG.log(
                    Level.INFO,
                    "{0} of {1} is cancelled",
                    stage,
                    claim.attempt().deployment());
        }
        settle(context);
        deployments.skip(claim.attempt());
        return Optional.empty();
    }

    /** The deployment's document decides which way; what the message says of it is for people. */
    private StageResult inDirection(Claim.Granted claim, AttemptContext context) {
        return switch (claim.deployment().direction()) {
            case PROVISION -> converge(context);
            case DESTROY -> {
                tearDown(context);
                yield StageResult.of(Map.of());
            }
        };
    }

    private void announce(StageMessage message, Set<StageName> ready) {
        log(Level.INFO, message, "done; ready: " + ready);
        runtime.announcer().announce(message, ready);
    }

    private void fail(Claim.Granted claim, Rejected rejected) {
        LOG.log(Level.WARNING, "{0} of {1} failed: {2}", stage, claim.attempt().deployment(), rejected.getMessage());
        deployments.fail(claim.attempt(), new StageRecord.Error(rejected.getMessage(), rejected.remedy()));
        runtime.announcer().tell(claim.deployment());
    }

    private AttemptTimeLimit timeLimit(Claim.Granted claim) {
        Duration timeout = runtime.settings().functionTimeout();
        Duration half = timeout.dividedBy(2);
        Duration forDelivery = timeout.minus(half.compareTo(MARGIN) < 0 ? half : MARGIN);
        Duration limit = runtime.settings().stageLimit();
        Duration spent = claim.deployment().stage(stage).spent(claim.at());
        return new AttemptTimeLimit(runtime.nanoTime(), forDelivery, limit.minus(spent), limit);
    }

    private void log(Level level, StageMessage message, String what) {
        LOG.log(level, "{0} of {1}, generation {2}: {3}", stage, message.deployment(), message.generation(), what);
    }
}
