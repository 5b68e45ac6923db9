package dev.sallyport.local.compute;

import dev.sallyport.local.compute.ProjectResources.Stored;
import java.util.Set;
import java.util.stream.Stream;

/** What lies in a resource and goes with it, such as the wire groups of a cross-site network. */
final class LyingWithin {
    /** The collections whose resources others lie in: not every deletion has to look. */
    private static final Set<String> HOLDERS =
            Set.of("crossSiteNetworks", "instanceGroupManagers", "networkEndpointGroups", "nodeGroups", "routers");

    private LyingWithin() {}

    static Stream<Link> of(Transaction transaction, Link holder) {
        if (!HOLDERS.contains(holder.collection())) {
            return Stream.empty();
        }
        String prefix = holder.path() + "/";
        return transaction.all().map(Stored::link).filter(link -> link.path().startsWith(prefix)).toList().stream();
    }
}
