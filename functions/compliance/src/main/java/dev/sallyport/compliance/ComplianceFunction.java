package dev.sallyport.compliance;

import com.google.cloud.functions.CloudEventsFunction;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.settings.Settings;
import io.cloudevents.CloudEvent;

/** Asks for a check of every deployment. What the event says does not matter; it is a schedule's. */
public final class ComplianceFunction implements CloudEventsFunction {
    private final ChainRuntime runtime;

    public ComplianceFunction() {
        this(ChainRuntime.of(Settings.ofEnvironment()));
    }

    ComplianceFunction(ChainRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public void accept(CloudEvent event) {
        Checkable.ask(runtime.deployments().all(), runtime.checks());
    }
}
