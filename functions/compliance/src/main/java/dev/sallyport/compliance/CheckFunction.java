package dev.sallyport.compliance;

import com.google.cloud.functions.CloudEventsFunction;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.chain.CheckMessage;
import dev.sallyport.chain.Delivery;
import dev.sallyport.failure.Poison;
import dev.sallyport.settings.Settings;
import dev.sallyport.stages.Inspector;
import io.cloudevents.CloudEvent;
import java.time.Duration;

/** Checks deployments of one project: looks at each, keeps and tells what was found, and asks for repairs. */
public final class CheckFunction implements CloudEventsFunction {
    private final ChainRuntime runtime;
    private final Inspector inspector;

    public CheckFunction() {
        this(ChainRuntime.of(Settings.ofEnvironment()));
    }

    CheckFunction(ChainRuntime runtime) {
        this.runtime = runtime;
        inspector = Inspector.of(runtime);
    }

    @Override
    public void accept(CloudEvent event) {
        try {
            CheckMessage message = CheckMessage.read(Delivery.of(event).data());
            new ProjectCheck(runtime, inspector.lookingOnce(patience()), message.project())
                    .check(message.deployments());
        } catch (Poison poison) {
            runtime.deadLetters().keep(event, poison.getMessage(), "compliance-check");
        }
    }

    /** What is left is enough for the looks themselves. */
    private Duration patience() {
        return runtime.settings().functionTimeout().dividedBy(2);
    }
}
