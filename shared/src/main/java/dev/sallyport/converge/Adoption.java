package dev.sallyport.converge;

import com.google.protobuf.Message;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a deployment may change though Sallyport did not make it, each by collection and name. It gets no mark, so that it
 * is the deployment's as long as the request says so and no longer.
 *
 * @param changed what may be changed
 * @param removed what of it goes with the deployment
 * @param rival another deployment that has adopted a resource as well, if there is one
 */
public record Adoption(Set<String> changed, Set<String> removed, Function<String, Optional<String>> rival) {
    public Adoption {
        changed = Set.copyOf(changed);
        removed = Set.copyOf(removed);
    }

    public static Adoption none() {
        return new Adoption(Set.of(), Set.of(), id -> Optional.empty());
    }

    /** Whether what is there goes with the deployment: never what another one has made, or adopted as well. */
    boolean takes(String id, Message observed) {
        return removed.contains(id)
                && Mark.ownerOf(ComputeMessage.text(observed, "description")).isEmpty()
                && rival.apply(id).isEmpty();
    }
}
