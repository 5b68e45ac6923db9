package dev.sallyport.converge;

import com.google.api.gax.httpjson.HttpJsonCallContext;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.DeadlineExceededException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.compute.v1.Operation;
import com.google.cloud.compute.v1.WaitGlobalOperationRequest;
import com.google.cloud.compute.v1.WaitRegionOperationRequest;
import com.google.cloud.compute.v1.WaitZoneOperationRequest;
import dev.sallyport.failure.Rejected;
import dev.sallyport.failure.Retryable;
import dev.sallyport.google.GoogleClients;
import dev.sallyport.google.GoogleFailure;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for operations with the API's own {@code wait} calls, which answer as soon as the operation is done and after
 * two minutes at the latest.
 */
public final class Operations {
    private static final Duration LONGEST_CALL = Duration.ofSeconds(30);
    private static final Duration SHORTEST_CALL = Duration.ofMillis(200);

    private final GoogleClients clients;

    public Operations(GoogleClients clients) {
        this.clients = clients;
    }

    /**
     * The operation once it is done, well or badly; empty if the API has forgotten it.
     *
     * @param operation its partial resource name
     * @throws Retryable if the function's time is nearly over
     * @throws Rejected if the stage's time is over
     */
    Optional<Operation> await(String operation, TimeLimit limit) {
        while (true) {
            Optional<Operation> seen = waitOnce(operation, callTime(limit));
            if (seen.isEmpty() || seen.get().getStatus() == Operation.Status.DONE) {
                return seen;
            }
            limit.checkStarted("the operation " + operation);
        }
    }

    private Optional<Operation> waitOnce(String operation, Duration timeout) {
        HttpJsonCallContext context = HttpJsonCallContext.createDefault().withTimeoutDuration(timeout);
        try {
            return Optional.of(call(operation, context));
        } catch (DeadlineExceededException e) {
            return Optional.of(
                    Operation.newBuilder().setStatus(Operation.Status.RUNNING).build());
        } catch (NotFoundException e) {
            return Optional.empty();
        } catch (ApiException e) {
            throw GoogleFailure.of(e);
        }
    }

    private Operation call(String operation, HttpJsonCallContext context) {
        String project = Link.segmentAfter("projects", operation);
        if (operation.contains("/zones/")) {
            return clients.zoneOperations()
                    .waitCallable()
                    .call(
                            WaitZoneOperationRequest.newBuilder()
                                    .setProject(project)
                                    .setZone(Link.segmentAfter("zones", operation))
                                    .setOperation(Link.name(operation))
                                    .build(),
                            context);
        }
        if (!operation.contains("/regions/")) {
            return clients.globalOperations()
                    .waitCallable()
                    .call(
                            WaitGlobalOperationRequest.newBuilder()
                                    .setProject(project)
                                    .setOperation(Link.name(operation))
                                    .build(),
                            context);
        }
        return clients.regionOperations()
                .waitCallable()
                .call(
                        WaitRegionOperationRequest.newBuilder()
                                .setProject(project)
                                .setRegion(Link.segmentAfter("regions", operation))
                                .setOperation(Link.name(operation))
                                .build(),
                        context);
    }

    private static Duration callTime(TimeLimit limit) {
        Duration left = limit.left();
        if (left.compareTo(SHORTEST_CALL) < 0) {
            return SHORTEST_CALL;
        }
        return left.compareTo(LONGEST_CALL) < 0 ? left : LONGEST_CALL;
    }
}
