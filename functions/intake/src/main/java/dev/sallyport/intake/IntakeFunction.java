package dev.sallyport.intake;

import com.google.cloud.functions.CloudEventsFunction;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.chain.Delivery;
import dev.sallyport.chain.PlanMessage;
import dev.sallyport.deployment.Acceptance;
import dev.sallyport.deployment.RequestMessage;
import dev.sallyport.failure.Poison;
import dev.sallyport.failure.Rejected;
import dev.sallyport.request.Fault;
import dev.sallyport.request.Guardrails;
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
        RequestMessage message = RequestMessage.of(reading, delivery.messageId(), delivery.published());
        if (reading instanceof RequestReading.Faulty faulty) {
            refuse(delivery, message, faulty.deployment(), Refusal.of(faulty.faults()));
        } else if (reading instanceof RequestReading.Accepted accepted) {
            take(delivery, message, accepted);
        }
    }

    private void take(Delivery delivery, RequestMessage message, RequestReading.Accepted accepted) {
        Optional<String> deployment = Optional.of(accepted.request().deployment());
        // What a repair or a destroy works by was checked when it was accepted.
        List<Fault> faults = guardrails.check(accepted.request());
        if (!faults.isEmpty()) {
            refuse(delivery, message, deployment, Refusal.of(faults));
            return;
        }
        try {
            carryOut(message, accepted);
        } catch (Rejected rejected) {
            refuse(delivery, message, deployment, rejected.getMessage() + "; " + rejected.remedy());
        }
    }

    private void carryOut(RequestMessage message, RequestReading.Accepted accepted) {
        if (accepted.request() instanceof Request.Converging request) {
            Acceptance acceptance = runtime.deployments().accept(request, message);
            runtime.announcer().announce(acceptance.deployment(), acceptance.ready());
        } else if (accepted.request() instanceof Request.Examining) {
            runtime.planRequests().forward(new PlanMessage(message.key(), message.published(), accepted));
        } else if (accepted.request() instanceof Request.Mute request) {
            runtime.findings().mute(request, message);
        } else if (accepted.request() instanceof Request.Steering request) {
            Acceptance acceptance = runtime.deployments().steer(request, message);
            runtime.announcer().announce(acceptance.deployment(), acceptance.ready());
        }
    }

    private void refuse(Delivery delivery, RequestMessage message, Optional<String> deployment, String reason) {
        deployment.ifPresent(name -> runtime.deployments().refused(name, message, reason));
        runtime.deadLetters().keep(delivery, reason, SOURCE);
        deployment.ifPresent(name -> runtime.announcer().tellRefused(name, message, reason));
    }
}
