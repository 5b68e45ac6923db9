package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Operation;
import com.google.protobuf.Message;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.api.MessageTypes;
import dev.sallyport.local.compute.ProjectResources.Stored;
import java.util.stream.Stream;

/** The methods of operations: global, regional and zonal. */
final class OperationMethods {
    private final Operations operations;

    OperationMethods(Operations operations) {
        this.operations = operations;
    }

    Message answer(Call call) {
        return switch (call.method().kind()) {
            case GET -> operations.find(call.link()).orElseThrow(() -> Refusals.notFound(call.link()));
            case WAIT -> operations.await(call.link()).orElseThrow(() -> Refusals.notFound(call.link()));
            case LIST -> ListMethods.list(call, Page.of(inScope(call), call));
            case AGGREGATED_LIST -> ListMethods.aggregated(call, Page.of(inAllScopes(call), call), Geography.scopes());
            case DELETE -> delete(call);
            default -> throw ApiException.notImplemented(call.method().id());
        };
    }

    private Stream<Stored> inScope(Call call) {
        return operations
                .list(call.project().id(), call.scope())
                .map(operation -> stored(call, call.scope(), operation));
    }

    private Stream<Stored> inAllScopes(Call call) {
        return operations.list(call.project().id()).map(entry -> stored(call, entry.getKey(), entry.getValue()));
    }

    private Message delete(Call call) {
        if (!operations.delete(call.link())) {
            throw Refusals.notFound(call.link());
        }
        return MessageTypes.prototype(call.method().descriptor().getOutputType());
    }

    private static Stored stored(Call call, Scope scope, Operation operation) {
        return new Stored(new Link(call.project().id(), scope, "operations", operation.getName()), operation);
    }
}
