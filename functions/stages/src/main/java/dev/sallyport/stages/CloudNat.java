package dev.sallyport.stages;

import dev.sallyport.converge.Link;
import dev.sallyport.request.ProvisionRequest;
import java.util.Optional;

/** The way of VMs without external address to the internet. Nothing here makes one: it serves the whole network. */
final class CloudNat {
    private CloudNat() {}

    /** What to know where VMs have no external address and nothing else leads out; empty if something does. */
    static Optional<String> missing(StageWork work) {
        ProvisionRequest request = work.request();
        if (request.instanceTemplate().externalAddress() || isThere(work)) {
            return Optional.empty();
        }
        return Optional.of("the VMs have no external address, and the network " + request.network()
                + " has no router with Cloud NAT in " + request.region()
                + ": a startup script that downloads anything needs one (gcloud compute routers nats create)");
    }

    private static boolean isThere(StageWork work) {
        ProvisionRequest request = work.request();
        return work.inventory().routers(request.region()).stream()
                .filter(router -> Link.name(router.getNetwork()).equals(request.network()))
                .anyMatch(router -> router.getNatsCount() > 0);
    }
}
