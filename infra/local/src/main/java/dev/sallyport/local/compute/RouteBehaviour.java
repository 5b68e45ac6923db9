package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Route;
import java.util.List;
import java.util.Optional;

/** Routes. */
final class RouteBehaviour extends Behaviour<Route> {
    RouteBehaviour() {
        super("routes", Route.class);
    }

    @Override
    List<Reference> references() {
        return List.of(
                Reference.valid("network", "networks"),
                Reference.loose("next_hop_gateway", "gateways"),
                Reference.loose("next_hop_network", "networks"),
                Reference.loose("next_hop_instance", "instances"),
                Reference.loose("next_hop_ilb", "forwardingRules"));
    }

    @Override
    Route complete(Transaction transaction, Link link, Route wanted, Optional<Route> before) {
        Route.Builder route = wanted.toBuilder();
        Fields.setDefault(route, "priority", 1000);
        if (!route.hasDestRange()) {
            throw Refusals.requiredField("resource.destRange");
        }
        return route.build();
    }
}
