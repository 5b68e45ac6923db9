package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Router;
import com.google.cloud.compute.v1.RouterInterface;
import com.google.cloud.compute.v1.RouterNat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Cloud Routers with their interfaces and NAT gateways. */
final class RouterBehaviour extends Behaviour<Router> {
    RouterBehaviour() {
        super("routers", Router.class);
    }

    @Override
    List<Reference> references() {
        return List.of(
                Reference.valid("network", "networks"),
                Reference.valid("nats.nat_ips", "addresses"),
                Reference.valid("nats.drain_nat_ips", "addresses"),
                Reference.valid("nats.subnetworks.name", "subnetworks"),
                Reference.valid("nats.rules.action.source_nat_active_ips", "addresses"),
                Reference.valid("nats.rules.action.source_nat_drain_ips", "addresses"));
    }

    @Override
    Set<String> immutable() {
        return Set.of("network");
    }

    @Override
    Router complete(Transaction transaction, Link link, Router wanted, Optional<Router> before) {
        if (wanted.getNetwork().isEmpty()) {
            throw Refusals.requiredField("resource.network");
        }
        Router.Builder router = wanted.toBuilder();
        Fields.setDefault(router, "encrypted_interconnect_router", false);
        for (RouterInterface.Builder each : router.getInterfacesBuilderList()) {
            Fields.setDefault(each, "ip_version", "IPV4");
        }
        for (RouterNat.Builder nat : router.getNatsBuilderList()) {
            Fields.setDefault(nat, "type", "PUBLIC");
            if (nat.getEndpointTypesCount() == 0) {
                nat.addEndpointTypes("ENDPOINT_TYPE_VM");
            }
        }
        return router.build();
    }
}
