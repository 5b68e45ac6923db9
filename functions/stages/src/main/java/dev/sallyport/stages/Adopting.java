package dev.sallyport.stages;

import dev.sallyport.converge.Adoption;
import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.request.ProvisionRequest.Adopted;
import dev.sallyport.request.ProvisionRequest.OnDestroy;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a deployment has adopted by its request, with an eye on the other deployments of its project. */
final class Adopting {
    private Adopting() {}

    /** @param neighbours what the other deployments ask for; asked for only where something has been adopted */
    static Adoption of(ProvisionRequest request, Supplier<? extends Collection<ProvisionRequest>> neighbours) {
        return new Adoption(
                names(request.adopt().stream()),
                names(request.adopt().stream().filter(adopted -> adopted.onDestroy() == OnDestroy.REMOVE)),
                id -> rival(id, request, neighbours.get()));
    }

    private static Set<String> names(Stream<Adopted> adopted) {
        return adopted.map(Adopted::resource).collect(Collectors.toSet());
    }

    private static Optional<String> rival(
            String id, ProvisionRequest request, Collection<ProvisionRequest> neighbours) {
        return neighbours.stream()
                .filter(other -> isOneAndTheSame(id, request, other))
                .filter(other -> names(other.adopt().stream()).contains(id))
                .map(ProvisionRequest::deployment)
                .sorted()
                .findFirst();
    }

    /** Groups of one name in two regions are two. */
    private static boolean isOneAndTheSame(String id, ProvisionRequest request, ProvisionRequest other) {
        return !id.startsWith("instanceGroupManagers/") || other.region().equals(request.region());
    }
}
