package dev.sallyport.compliance;

import com.google.cloud.functions.CloudEventsFunction;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.chain.Delivery;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.failure.Poison;
import dev.sallyport.settings.Settings;
import io.cloudevents.CloudEvent;
import java.util.List;

/**
 * Asks for a check of the deployments that a change in the cloud may concern, as soon as the audit log tells of it. What a
 * deployment's own run changes concerns nobody: while it is under way it is not checked.
 */
public final class WatchFunction implements CloudEventsFunction {
    private final ChainRuntime runtime;

    public WatchFunction() {
        this(ChainRuntime.of(Settings.ofEnvironment()));
    }

    WatchFunction(ChainRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public void accept(CloudEvent event) {
        try {
            AuditEntry.read(Delivery.of(event).data()).ifPresent(this::ask);
        } catch (Poison poison) {
            runtime.deadLetters().keep(event, poison.getMessage(), "compliance-watch");
        }
    }

    private void ask(AuditEntry entry) {
        if (!Checkable.isIn(entry.project(), runtime.deployments())) {
            return;
        }
        List<Deployment> all = runtime.deployments().inProject(entry.project());
        List<Deployment> owners = all.stream().filter(entry::isOf).toList();
        if (!owners.isEmpty()) {
            Checkable.ask(owners, runtime.checks());
        } else if (entry.mayConcernAll()) {
            Checkable.ask(all, runtime.checks());
        }
    }
}
