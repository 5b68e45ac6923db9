package dev.sallyport.stages;

import com.google.protobuf.Message;
import dev.sallyport.converge.AbsentOwned;
import dev.sallyport.converge.Resource;
import dev.sallyport.converge.ResourceCollection;
import dev.sallyport.failure.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Resources that bear the deployment's mark and are not part of it any more. What somebody else uses is left. */
final class Outdated {
    private static final String IN_USE = "resourceInUseByAnotherResource";

    private final StageWork work;
    private final List<String> left = new ArrayList<>();

    Outdated(StageWork work) {
        this.work = work;
    }

    /** Why each that was left is still there, in Google's words. */
    List<String> left() {
        return List.copyOf(left);
    }

    /** Removes, side by side, all of these collections but those whose names are given. */
    void remove(Map<ResourceCollection<?>, Set<String>> current) {
        List<Resource<?>> outdated = current.entrySet().stream()
                .<Resource<?>>flatMap(entry -> outdated(entry.getKey(), entry.getValue()))
                .toList();
        try {
            work.converge(outdated.toArray(Resource<?>[]::new));
        } catch (Rejected rejected) {
            leaveWhatIsUsed(rejected);
            outdated.forEach(this::removeUnlessUsed);
        }
    }

    private <M extends Message> Stream<Resource<?>> outdated(ResourceCollection<M> collection, Set<String> current) {
        return collection.namesOf(work.mark()).stream()
                .filter(name -> !current.contains(name))
                .map(name -> new AbsentOwned<>(collection, name, work.mark()));
    }

    private void removeUnlessUsed(Resource<?> resource) {
        try {
            work.converge(resource);
        } catch (Rejected rejected) {
            leaveWhatIsUsed(rejected);
            left.add(resource.id() + " (" + rejected.getMessage() + ")");
        }
    }

    private static void leaveWhatIsUsed(Rejected rejected) {
        if (!rejected.reason().equals(IN_USE)) {
            throw rejected;
        }
    }
}
