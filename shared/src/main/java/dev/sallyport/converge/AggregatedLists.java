package dev.sallyport.converge;

import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.InstanceGroupManager;
import dev.sallyport.google.GoogleClients;
import dev.sallyport.google.GoogleFailure;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Lists over all regions and zones of a project. Where a memory keeps them, collections of one region or of none are answered
 * from them as well, so that the same resources are not listed twice.
 */
public final class AggregatedLists {
    private final GoogleClients clients;
    private final String project;
    private final Memory memory;

    public AggregatedLists(GoogleClients clients, String project, Memory memory) {
        this.clients = clients;
        this.project = project;
        this.memory = memory;
    }

    public List<BackendService> backendServices() {
        return recall(
                "backendServices",
                () -> clients.backendServices().aggregatedList(project).iterateAll(),
                scope -> scope.getValue().getBackendServicesList());
    }

    /** Those that belong to no region. */
    Iterable<BackendService> globalBackendServices() {
        return memory.keeps()
                ? backendServices().stream()
                        .filter(service -> service.getRegion().isEmpty())
                        .toList()
                : clients.backendServices().list(project).iterateAll();
    }

    public List<InstanceGroupManager> instanceGroupManagers() {
        return recall(
                "instanceGroupManagers",
                () -> clients.instanceGroupManagers().aggregatedList(project).iterateAll(),
                scope -> scope.getValue().getInstanceGroupManagersList());
    }

    /** Those of a region, and not of its zones. */
    Iterable<InstanceGroupManager> instanceGroupManagers(String region) {
        return memory.keeps()
                ? instanceGroupManagers().stream()
                        .filter(manager -> Link.name(manager.getRegion()).equals(region))
                        .toList()
                : clients.regionInstanceGroupManagers().list(project, region).iterateAll();
    }

    private <S, T> List<T> recall(String what, Listing<S> listing, Function<S, List<T>> entries) {
        return memory.recall(
                "projects/" + project + "/aggregated/" + what,
                () -> GoogleFailure.translating(() -> all(listing, entries)));
    }

    private static <S, T> List<T> all(Listing<S> listing, Function<S, List<T>> entries) {
        Stream<S> scopes = StreamSupport.stream(listing.call().spliterator(), false);
        return scopes.flatMap(scope -> entries.apply(scope).stream()).toList();
    }

    @FunctionalInterface
    private interface Listing<S> {
        Iterable<S> call();
    }
}
