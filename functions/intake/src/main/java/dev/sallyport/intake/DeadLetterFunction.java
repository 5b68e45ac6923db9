package dev.sallyport.intake;

import com.google.cloud.functions.CloudEventsFunction;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.chain.Delivery;
import dev.sallyport.failure.Poison;
import dev.sallyport.settings.Settings;
import io.cloudevents.CloudEvent;
import java.lang.System.Logger.Level;

/** Keeps each message of the dead-letter topic as a document, so that it can be listed, and replayed or dropped. */
public final class DeadLetterFunction implements CloudEventsFunction {
    private static final System.Logger LOG = System.getLogger(DeadLetterFunction.class.getName());

    private final ChainRuntime runtime;
    private final Letters letters = new Letters();

    public DeadLetterFunction() {
        this(ChainRuntime.of(Settings.ofEnvironment()));
    }

    DeadLetterFunction(ChainRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public void accept(CloudEvent event) {
        try {
            runtime.deadLetterStore().keep(letters.of(Delivery.of(event)));
        } catch (Poison poison) {
            // It came from the dead-letter topic; to put it there again would be without an end.
            LOG.log(Level.WARNING, "event {0} is no message and is let go: {1}", event.getId(), poison.getMessage());
        }
    }
}
