package dev.sallyport.intake;

import com.google.cloud.functions.CloudEventsFunction;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.deployment.Acceptance;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.EndedAccess;
import dev.sallyport.deployment.Unattended;
import dev.sallyport.failure.Rejected;
import dev.sallyport.request.Request;
import dev.sallyport.settings.Settings;
import io.cloudevents.CloudEvent;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;

/**
 * Announces the stages that could go on but that nobody holds, as {@link Reminders} has it, whatever the reason may be: a
 * message that was lost, a function that died and whose message ran out of deliveries, a pause that is over, something
 * outside that is to be looked at again. What the event says does not matter; it is a schedule's.
 */
public final class SweepFunction implements CloudEventsFunction {
    private static final System.Logger LOG = System.getLogger(SweepFunction.class.getName());

    private final ChainRuntime runtime;
    private final GivenUp givenUp;
    private final Reminders reminders = new Reminders();

    public SweepFunction() {
        this(ChainRuntime.of(Settings.ofEnvironment()));
    }

    SweepFunction(ChainRuntime runtime) {
        this.runtime = runtime;
        givenUp = new GivenUp(runtime.deployments(), runtime.deadLetterStore());
    }

    @Override
    public void accept(CloudEvent event) {
        List<Unattended> unattended = runtime.deployments().unattended();
        reminders.keepOnly(unattended);
        unattended.forEach(this::remind);
        runtime.deployments().endedAccess().forEach(this::forget);
        givenUp.decide();
    }

    private void remind(Unattended found) {
        Set<StageName> due = reminders.due(found);
        if (!due.isEmpty()) {
            LOG.log(
                    Level.INFO,
                    "announcing {0} of {1} again",
                    due,
                    found.deployment().name());
            runtime.announcer().announce(found.deployment(), due);
            reminders.given(found, due);
        }
    }

    /** Any run takes out of request and policy whose time is over, so this asks for the least one: a repair. */
    private void forget(EndedAccess ended) {
        Deployment deployment = ended.deployment();
        LOG.log(
                Level.INFO,
                "the access of {0} guests of {1} has ended",
                ended.guests().size(),
                deployment.name());
        try {
            Acceptance accepted = runtime.deployments()
                    .acceptAfter(deployment.generation(), new Request.Repair(deployment.name()), ended.message());
            runtime.announcer().announce(accepted.deployment(), accepted.ready());
        } catch (Rejected overtaken) {
            LOG.log(Level.INFO, "left to another request: {0}", overtaken.getMessage());
        }
    }
}
