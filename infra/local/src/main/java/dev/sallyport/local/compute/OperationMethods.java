package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Operation;
import com.google.protobuf.Message;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.api.MessageTypes;
import dev.sallyport.local.compute.ProjectResources.Stored;
import dev.sallyport.local.time.CloudClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/** The methods of operations: global, regional and zonal. */
final class OperationMethods {
    /** The longest that the API lets a wait take. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private final Cloud cloud;
    private final CloudClock clock;

    OperationMethods(Cloud cloud, CloudClock clock) {
        this.cloud = cloud;
        this.clock = clock;
    }

    Message answer(Call call) {
        return switch (call.method().kind()) {
            case GET -> find(call);
            case WAIT -> await(call);
            case LIST ->
                read(
                        call,
                        transaction -> ListMethods.list(
                                call,
                                page(transaction, call, transaction.in(call.scope(), OwnCollections.OPERATIONS))));
            case AGGREGATED_LIST ->
                read(
                        call,
                        transaction -> ListMethods.aggregated(
                                call,
                                page(transaction, call, transaction.all(OwnCollections.OPERATIONS)),
                                Geography.scopes()));
            case DELETE -> delete(call);
            default -> throw ApiException.notImplemented(call.method().id());
        };
    }

    private Operation find(Call call) {
        return read(call, transaction -> {
                    transaction.lingeringUses().end();
                    return Operations.find(transaction, call.link());
                })
                .orElseThrow(() -> Refusals.notFound(call.link()));
    }

    /** The operation when it is done, or as it is after two minutes. */
    private Operation await(Call call) {
        Duration left = read(call, transaction -> Operations.end(transaction, call.link()))
                .map(end -> Duration.between(clock.instant(), end))
                .orElseThrow(() -> Refusals.notFound(call.link()));
        if (!left.isNegative() && !left.isZero()) {
            CompletableFuture<Void> over = new CompletableFuture<>();
            clock.schedule(left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT, () -> over.complete(null));
            over.join();
        }
        return find(call);
    }

    private static Page page(Transaction transaction, Call call, Stream<Stored> operations) {
        return Page.of(operations, call, stored -> Operations.shown(transaction, stored));
    }

    private Message delete(Call call) {
        cloud.change(call.project(), transaction -> {
            Optional<Message> last = transaction.get(call.link());
            last.orElseThrow(() -> Refusals.notFound(call.link()));
            transaction.remove(call.link());
            return last;
        });
        return MessageTypes.prototype(call.method().descriptor().getOutputType());
    }

    private <T> T read(Call call, Function<Transaction, T> work) {
        return cloud.read(call.project(), work);
    }
}
