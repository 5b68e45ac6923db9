package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Operation;
import com.google.protobuf.Message;
import dev.sallyport.local.compute.ProjectResources.Stored;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Resources on their way out. At Google a resource keeps what it uses from being deleted until its own deletion is over,
 * so a client that does not wait for an operation is refused. Without latency a deletion is over at once.
 */
final class Departures {
    private final Operations operations;
    private final Map<Link, Departure> departing = new ConcurrentHashMap<>();

    private record Departure(Message last, Link operation) {}

    Departures(Operations operations) {
        this.operations = operations;
    }

    void began(Link resource, Message last, Operation operation) {
        departing.put(
                resource,
                new Departure(last, Link.parse(operation.getSelfLink()).orElseThrow()));
    }

    /** What of a project is still on its way out. */
    Stream<Stored> of(String project) {
        departing.values().removeIf(departure -> operations.isOver(departure.operation));
        return departing.entrySet().stream()
                .filter(entry -> entry.getKey().project().equals(project))
                .map(entry -> new Stored(entry.getKey(), entry.getValue().last));
    }
}
