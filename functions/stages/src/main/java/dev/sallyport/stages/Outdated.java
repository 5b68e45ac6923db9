package dev.sallyport.stages;

import com.google.protobuf.Message;
import dev.sallyport.converge.AbsentOwned;
import dev.sallyport.converge.Resource;
import dev.sallyport.converge.ResourceCollection;
import dev.sallyport.failure.Rejected;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Resources that bear the deployment's mark and are not part of it any more. What somebody else uses is left. */
final class Outdated {
    private final StageWork work;
    private final Set<String> passedOver;
    private final Map<String, String> left = new LinkedHashMap<>();

    /** @param passedOver partial links of those that are taken to be in use without trying */
    Outdated(StageWork work, Set<String> passedOver) {
        this.work = work;
        this.passedOver = Set.copyOf(passedOver);
    }

    /** Partial links of all that are still there, each with why, in Google's words where it was tried. */
    Map<String, String> left() {
        return Collections.unmodifiableMap(left);
    }

    /** Removes, side by side, all of these collections but those whose names are given. */
    void remove(Map<ResourceCollection<?>, Set<String>> current) {
        List<Resource<?>> outdated = current.entrySet().stream()
                .<Resource<?>>flatMap(entry -> outdated(entry.getKey(), entry.getValue()))
                .filter(this::isTried)
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

    private boolean isTried(Resource<?> resource) {
        boolean tried = !passedOver.contains(resource.place());
        if (!tried) {
            left.put(resource.place(), resource.id());
        }
        return tried;
    }

    private void removeUnlessUsed(Resource<?> resource) {
        try {
            work.converge(resource);
        } catch (Rejected rejected) {
            leaveWhatIsUsed(rejected);
            left.put(resource.place(), resource.id() + " (" + rejected.getMessage() + ")");
        }
    }

    private static void leaveWhatIsUsed(Rejected rejected) {
        if (!rejected.isInUse()) {
            throw rejected;
        }
    }
}
