package dev.sallyport.intake;

import com.google.cloud.functions.CloudEventsFunction;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.chain.Delivery;
import dev.sallyport.deployment.Acceptance;
import dev.sallyport.deployment.RequestMessage;
import dev.sallyport.failure.Poison;
import dev.sallyport.failure.Rejected;
import dev.sallyport.request.Fault;
import dev.sallyport.request.Guardrails;
import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.request.Request;
import dev.sallyport.request.RequestReader;
import dev.sallyport.request.RequestReading;
import dev.sallyport.settings.Settings;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.Optional;

/**
 * Takes requests in: checks one, puts it on record and announces the stages that can start. A request that is refused
 * leaves nothing but an event with every reason, and itself among the dead letters.
 */
public final class IntakeFunction implements CloudEventsFunction {
    private static final String SOURCE = "intake";

    private final ChainRuntime runtime;
    private final Guardrails guardrails;
    private final RequestReader requests = new RequestReader();

    public IntakeFunction() {
        this(ChainRuntime.of(Settings.ofEnvironment()));
    }

    IntakeFunction(ChainRuntime runtime) {
        this.runtime = runtime;
        guardrails = Guardrails.of(runtime.settings().policy());
    }

    @Override
    public void accept(CloudEvent event) {
        try {
            take(Delivery.of(event));
        } catch (Poison poison) {
            runtime.deadLetters().keep(event, poison.getMessage(), SOURCE);
        }
    }

    private void take(Delivery delivery) {
        RequestReading reading = requests.read(delivery.data());
        if (reading instanceof RequestReading.Faulty faulty) {
            refuse(delivery, faulty.deployment(), Refusal.of(faulty.faults()));
        } else if (reading instanceof RequestReading.Accepted accepted) {
            take(delivery, accepted.request());
        }
    }

    private void take(Delivery delivery, Request request) {
        Optional<String> deployment = Optional.of(request.deployment());
        List<Fault> faults = faults(request);
        if (!faults.isEmpty()) {
            refuse(delivery, deployment, Refusal.of(faults));
            return;
        }
        try {
            RequestMessage message = new RequestMessage(delivery.messageId(), delivery.published());
            Acceptance acceptance = runtime.deployments().accept(request, message);
            runtime.announcer().announce(acceptance.deployment(), acceptance.ready());
        } catch (Rejected rejected) {
            refuse(delivery, deployment, rejected.getMessage() + "; " + rejected.remedy());
        }
    }

    /** What a repair or a destroy works by was checked when it was accepted. */
    private List<Fault> faults(Request request) {
        return request instanceof ProvisionRequest wanted ? guardrails.check(wanted) : List.of();
    }

    private void refuse(Delivery delivery, Optional<String> deployment, String reason) {
        deployment.ifPresent(name -> runtime.deployments().refused(name, delivery.messageId(), reason));
        runtime.deadLetters().keep(delivery, reason, SOURCE);
    }
}
