package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Operation;
import com.google.protobuf.StringValue;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The ids that clients give their requests. The same id again, with the same method, is the same request: it gets the
 * operation that it started, whatever else the second one says. Source: the parameter requestId in the Compute API's
 * reference.
 */
final class RequestIds {
    private static final Pattern UUID =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");
    private static final String ZERO = "00000000-0000-0000-0000-000000000000";

    private RequestIds() {}

    /**
     * The request id of a call; empty if it has none.
     *
     * @throws dev.sallyport.local.api.ApiException if it is no UUID, or the zero one
     */
    static String of(Call call) {
        String id = call.parameter("request_id");
        if (!id.isEmpty() && (!UUID.matcher(id).matches() || id.equals(ZERO))) {
            throw Refusals.invalidValue("requestId", id, "The value must be a UUID other than zero.");
        }
        return id;
    }

    /** The operation that the same request started before, as it is now. */
    static Optional<Operation> started(Transaction transaction, Call call, String id) {
        return transaction
                .get(StringValue.class, place(transaction, call.method(), id))
                .flatMap(known -> Link.parse(known.getValue()))
                .flatMap(link -> Operations.find(transaction, link));
    }

    static void remember(Transaction transaction, Call call, String id, Operation operation) {
        transaction.put(place(transaction, call.method(), id), StringValue.of(operation.getSelfLink()));
    }

    /** What an id has started is forgotten. */
    static void forget(Transaction transaction, String id) {
        if (!id.isEmpty()) {
            transaction
                    .in(Scope.GLOBAL, OwnCollections.REQUESTS)
                    .map(ProjectResources.Stored::link)
                    .filter(link -> link.name().startsWith(id + "/"))
                    .toList()
                    .forEach(transaction::remove);
        }
    }

    private static Link place(Transaction transaction, ComputeMethod method, String id) {
        return new Link(transaction.project().id(), Scope.GLOBAL, OwnCollections.REQUESTS, id + "/" + method.id());
    }
}
