package dev.sallyport.stages;

import com.google.cloud.functions.CloudEventsFunction;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.chain.Delivery;
import dev.sallyport.chain.PlanMessage;
import dev.sallyport.deployment.Acceptance;
import dev.sallyport.deployment.Deployments;
import dev.sallyport.deployment.Event;
import dev.sallyport.deployment.RequestMessage;
import dev.sallyport.failure.Poison;
import dev.sallyport.failure.Rejected;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.PlanWords;
import dev.sallyport.request.Request;
import dev.sallyport.request.RequestReader;
import dev.sallyport.settings.Settings;
import io.cloudevents.CloudEvent;
import java.util.Optional;

/**
 * Says what requests would change, and lets one pass if it would still change what its requester has seen. Of the cloud
 * it changes nothing itself.
 */
public final class PlanFunction implements CloudEventsFunction {
    private static final String SOURCE = "plan";

    private final ChainRuntime runtime;
    private final Deployments deployments;
    private final Planning planning;
    private final RequestReader requests = new RequestReader();

    public PlanFunction() {
        this(ChainRuntime.of(Settings.ofEnvironment()));
    }

    PlanFunction(ChainRuntime runtime) {
        this.runtime = runtime;
        deployments = runtime.deployments();
        planning = new Planning(runtime, StageCloud.of(runtime.settings()));
    }

    @Override
    public void accept(CloudEvent event) {
        try {
            Delivery delivery = Delivery.of(event);
            take(delivery, PlanMessage.read(delivery.data(), requests));
        } catch (Poison poison) {
            runtime.deadLetters().keep(event, poison.getMessage(), SOURCE);
        }
    }

    private void take(Delivery delivery, PlanMessage message) {
        Request request = message.accepted().request();
        try {
            answer(request, message.origin());
        } catch (Rejected rejected) {
            String reason = inLines(rejected);
            deployments.refused(request.deployment(), message.origin(), reason);
            runtime.deadLetters().keep(delivery, reason, SOURCE);
            runtime.announcer().tellRefused(request.deployment(), message.origin(), reason);
        }
    }

    private static String inLines(Rejected rejected) {
        String reason = rejected.getMessage();
        return reason + (reason.contains("\n") ? "\n" : "; ") + rejected.remedy();
    }

    private void answer(Request request, RequestMessage origin) {
        if (request instanceof Request.Plan asked) {
            runtime.plans().keep(origin.key(), planning.of(asked.of(), origin.who()));
        } else if (request instanceof Request.Recheck recheck) {
            recheck(recheck.deployment(), origin);
        } else if (request instanceof Request.Apply apply) {
            apply(apply, origin);
        } else {
            throw new Poison("the plan message: request is of another kind (expected: plan, apply or recheck)");
        }
    }

    private void recheck(String deployment, RequestMessage origin) {
        Plan plan = planning.recheck(deployment, origin.who());
        runtime.plans().keep(origin.key(), plan);
        deployments.checked(deployment, origin, plan.generation(), PlanWords.differences(plan));
    }

    private void apply(Request.Apply apply, RequestMessage origin) {
        Optional<Event.Kind> answer =
                deployments.answer(apply.deployment(), origin.key()).map(Event::kind);
        if (answer.isEmpty()) {
            announce(deployments.acceptAfter(unmoved(apply, origin.who()), apply.of(), origin));
        } else if (answer.get() == Event.Kind.ACCEPTED) {
            // The message has come again. What was planned is being done, so that the plan is another by now.
            announce(deployments.accept(apply.of(), origin));
        }
    }

    /** The generation that the plan was made against, and is still right for. */
    private long unmoved(Request.Apply apply, String by) {
        Plan now = planning.of(apply.of(), by);
        if (!now.digest().equals(apply.plan())) {
            String moved = runtime.plans()
                    .withDigest(apply.deployment(), apply.plan())
                    .map(shown -> PlanWords.moved(shown, now))
                    .orElse("nobody knows a plan with the digest " + apply.plan());
            throw new Rejected("the plan does not hold any more: " + moved, "plan anew, and apply that");
        }
        return now.generation();
    }

    private void announce(Acceptance acceptance) {
        runtime.announcer().announce(acceptance.deployment(), acceptance.ready());
    }
}
