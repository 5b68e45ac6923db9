package dev.sallyport.compliance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.functions.CloudEventsFunction;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.chain.Delivery;
import dev.sallyport.chain.StageMessage;
import dev.sallyport.deployment.Seen;
import dev.sallyport.failure.Poison;
import dev.sallyport.settings.Settings;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.util.List;

/**
 * Asks for a check of a deployment whose run has come to its end: a new one is checked at once, and what was repaired is
 * known to be so without waiting for the schedule.
 */
public final class FollowFunction implements CloudEventsFunction {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ChainRuntime runtime;

    public FollowFunction() {
        this(ChainRuntime.of(Settings.ofEnvironment()));
    }

    FollowFunction(ChainRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public void accept(CloudEvent event) {
        try {
            byte[] told = Delivery.of(event).data();
            // What is told of findings follows from a check.
            if (!JSON.readTree(told).has("kind")) {
                check(StageMessage.read(told).deployment());
            }
        } catch (Poison | IOException unreadable) {
            runtime.deadLetters().keep(event, String.valueOf(unreadable.getMessage()), "compliance-follow");
        }
    }

    private void check(String deployment) {
        List<Seen> seen = runtime.deployments().named(List.of(deployment));
        Checkable.ask(seen.stream().map(Seen::deployment).toList(), runtime.checks());
    }
}
