package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Operation;
import dev.sallyport.local.compute.CommonMethods.Changed;
import java.time.Duration;
import java.util.function.BiFunction;

/**
 * The methods that answer an operation: the change, its operation and the request id come into force together, so that
 * whoever has the answer can rely on all of them.
 */
final class ChangeMethods {
    private static final int UNAVAILABLE = 503;

    private final Cloud cloud;
    private final CommonMethods common;

    ChangeMethods(Cloud cloud, CommonMethods common) {
        this.cloud = cloud;
        this.common = common;
    }

    /** Makes a change and starts its operation; the same request again gets the same operation. */
    Operation operation(Call call, BiFunction<Transaction, Call, Changed> change) {
        String requestId = RequestIds.of(call);
        // The project is held so that a request sent twice at once is not carried out twice.
        return requestId.isEmpty()
                ? carryOut(call, requestId, change)
                : cloud.holding(
                        call.project(),
                        () -> cloud.read(
                                        call.project(), transaction -> RequestIds.started(transaction, call, requestId))
                                .orElseGet(() -> carryOut(call, requestId, change)));
    }

    private Operation carryOut(Call call, String requestId, BiFunction<Transaction, Call, Changed> change) {
        try {
            return cloud.change(
                    call.project(),
                    transaction ->
                            remembered(transaction, call, requestId, started(transaction, call, requestId, change)));
        } catch (OperationFailure failure) {
            return cloud.change(
                    call.project(),
                    transaction ->
                            remembered(transaction, call, requestId, failing(transaction, call, requestId, failure)));
        }
    }

    private Operation started(
            Transaction transaction, Call call, String requestId, BiFunction<Transaction, Call, Changed> change) {
        refuseBusy(transaction, call);
        failIfWanted(call);
        Departures.clear(transaction);
        Changed changed = apply(transaction, call, change);
        Operation operation = start(transaction, call, subject(call, changed, requestId));
        boolean gone = call.method().kind() == MethodKind.DELETE && !transaction.exists(changed.target());
        if (gone) {
            depart(transaction, changed);
        }
        return operation;
    }

    private static Changed apply(Transaction transaction, Call call, BiFunction<Transaction, Call, Changed> change) {
        try {
            return change.apply(transaction, call);
        } finally {
            transaction.lingeringUses().end();
        }
    }

    private static void depart(Transaction transaction, Changed changed) {
        if (Operations.isChanging(transaction, changed.target())) {
            Departures.begin(transaction, changed.target(), changed.resource());
        } else {
            transaction.lingeringUses().leave(changed.target(), changed.resource());
        }
    }

    private Operation start(Transaction transaction, Call call, Operations.Subject subject) {
        boolean atOnce = cloud.behaviours()
                .of(call.method().collection())
                .doneAtOnce(call.method().name());
        return atOnce
                ? Operations.startDone(transaction, subject)
                : Operations.start(transaction, subject, latency(call));
    }

    private Operation failing(Transaction transaction, Call call, String requestId, OperationFailure failure) {
        Operations.Subject subject = subject(call, common.target(transaction, call), requestId);
        return Operations.startFailing(transaction, subject, latency(call), failure);
    }

    /** While a resource comes or goes, nobody else may change it. */
    private static void refuseBusy(Transaction transaction, Call call) {
        if (call.method().kind() == MethodKind.INSERT) {
            Link link = call.link(Fields.text(call.body(), "name"));
            if (Departures.find(transaction, link).isPresent()) {
                throw Refusals.alreadyExists(link);
            }
        } else if (Operations.isChanging(transaction, call.link())) {
            throw Refusals.notReady(call.link());
        }
    }

    private static Operation remembered(Transaction transaction, Call call, String requestId, Operation operation) {
        if (!requestId.isEmpty()) {
            RequestIds.remember(transaction, call, requestId, operation);
        }
        return operation;
    }

    private static Operations.Subject subject(Call call, Changed changed, String requestId) {
        return new Operations.Subject(
                changed.target(), changed.targetId(), changed.operationType(), call.caller(), requestId);
    }

    private void failIfWanted(Call call) {
        cloud.latency()
                .failureOf(call.method().collection(), call.method().name())
                .ifPresent(code -> {
                    throw OperationFailure.of(
                            code, UNAVAILABLE, call.method().id() + " was to fail after it had been accepted.");
                });
    }

    private Duration latency(Call call) {
        return cloud.latency().of(call.method().collection(), call.method().name());
    }
}
