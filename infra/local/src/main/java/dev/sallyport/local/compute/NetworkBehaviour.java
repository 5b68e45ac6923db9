package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Network;
import com.google.cloud.compute.v1.NetworkPeering;
import com.google.cloud.compute.v1.NetworkRoutingConfig;
import com.google.cloud.compute.v1.NetworksAddPeeringRequest;
import com.google.cloud.compute.v1.NetworksRemovePeeringRequest;
import com.google.cloud.compute.v1.Route;
import com.google.cloud.compute.v1.Subnetwork;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** VPC networks: an auto mode network brings a subnetwork for each region, every network its default route. */
final class NetworkBehaviour extends Behaviour<Network> {
    NetworkBehaviour() {
        super("networks", Network.class);
    }

    @Override
    List<Reference> references() {
        return List.of(Reference.loose("network_profile", "networkProfiles"));
    }

    @Override
    Set<String> outputOnly() {
        return Set.of("subnetworks", "gateway_i_pv4", "peerings", "firewall_policy");
    }

    @Override
    Set<String> immutable() {
        return Set.of("name", "auto_create_subnetworks", "I_pv4_range");
    }

    @Override
    Network complete(Transaction transaction, Link link, Network wanted, Optional<Network> before) {
        Network.Builder network = wanted.toBuilder();
        NetworkRoutingConfig.Builder routing = network.getRoutingConfigBuilder();
        Fields.setDefault(routing, "routing_mode", "REGIONAL");
        Fields.setDefault(routing, "bgp_best_path_selection_mode", "LEGACY");
        Fields.setDefault(network, "network_firewall_policy_enforcement_order", "AFTER_CLASSIC_FIREWALL");
        if (!network.hasAutoCreateSubnetworks() && !network.hasIPv4Range()) {
            network.setAutoCreateSubnetworks(true);
        }
        if (!network.getEnableUlaInternalIpv6()) {
            network.clearEnableUlaInternalIpv6();
        } else if (!network.hasInternalIpv6Range()) {
            network.setInternalIpv6Range(uniqueLocalRange(network.getId()));
        }
        return network.build();
    }

    private static String uniqueLocalRange(long id) {
        return String.format("fd20:%x:%x:0:0:0:0:0/48", id >>> 20 & 0xffff, id >>> 4 & 0xfff0);
    }

    @Override
    void changed(Transaction transaction, Link link, Optional<Network> before, Network after) {
        if (before.isPresent()) {
            return;
        }
        DefaultRoutes.toTheInternet(transaction, link);
        if (after.getAutoCreateSubnetworks()) {
            Geography.regions()
                    .forEach(region -> transaction.create(
                            subnetwork(link, region.name()),
                            Subnetwork.newBuilder()
                                    .setNetwork(link.url())
                                    .setIpCidrRange(region.autoRange())
                                    .build()));
        }
    }

    @Override
    boolean keptBy(Transaction transaction, Link user) {
        return switch (user.collection()) {
            case "routes" ->
                !transaction
                        .get(Route.class, user)
                        .map(DefaultRoutes::isDefault)
                        .orElse(false);
            case "subnetworks" -> !automatic(transaction, user);
            default -> true;
        };
    }

    private boolean automatic(Transaction transaction, Link subnetwork) {
        return transaction
                .get(Subnetwork.class, subnetwork)
                .flatMap(found -> transaction.get(Network.class, found.getNetwork()))
                .filter(network ->
                        network.getAutoCreateSubnetworks() && network.getName().equals(subnetwork.name()))
                .isPresent();
    }

    @Override
    RuntimeException inUse(Transaction transaction, Link link, Link user) {
        return OperationFailure.of(
                "RESOURCE_IN_USE_BY_ANOTHER_RESOURCE",
                400,
                super.inUse(transaction, link, user).getMessage());
    }

    @Override
    void deleted(Transaction transaction, Link link, Network last) {
        List.of("subnetworks", "routes")
                .forEach(collection -> transaction
                        .all(collection)
                        .filter(stored -> link.isNamedBy(Fields.text(stored.message(), "network")))
                        .map(ProjectResources.Stored::link)
                        .toList()
                        .forEach(transaction::remove));
    }

    @Override
    Network shown(Transaction transaction, Link link, Network stored) {
        return stored.toBuilder()
                .addAllSubnetworks(transaction
                        .all("subnetworks")
                        .filter(subnetwork -> link.isNamedBy(Fields.text(subnetwork.message(), "network")))
                        .map(subnetwork -> subnetwork.link().url())
                        .sorted()
                        .toList())
                .build();
    }

    @Override
    String operationType(MethodKind kind, Call call) {
        if (kind != MethodKind.PATCH) {
            return super.operationType(kind, call);
        }
        return call.json().has("enableUlaInternalIpv6") ? "updateNetwork" : "compute.networks.patch";
    }

    @Override
    Map<String, Action<Network>> actions() {
        return Map.of(
                "getEffectiveFirewalls", new Action.Answer<>(EffectiveFirewalls::ofNetwork),
                "addPeering", new Action.Change<>("addPeering", NetworkBehaviour::addPeering),
                "removePeering", new Action.Change<>("removePeering", NetworkBehaviour::removePeering));
    }

    private static Network addPeering(Transaction transaction, Link link, Network current, Call call) {
        NetworksAddPeeringRequest request = (NetworksAddPeeringRequest) call.body();
        NetworkPeering.Builder peering = request.getNetworkPeering().toBuilder();
        if (!request.hasNetworkPeering()) {
            peering.setName(request.getName()).setNetwork(request.getPeerNetwork());
        }
        if (current.getPeeringsList().stream().anyMatch(known -> known.getName().equals(peering.getName()))) {
            throw Refusals.invalidValue(
                    "networkPeering.name", peering.getName(), "There is a peering of this name already.");
        }
        Fields.setDefault(peering, "auto_create_routes", true);
        Fields.setDefault(peering, "import_subnet_routes_with_public_ip", false);
        Fields.setDefault(peering, "update_strategy", "INDEPENDENT");
        peering.setState("INACTIVE")
                .setStateDetails("[" + Timestamps.of(transaction.now()) + "]: Waiting for peer network to connect.");
        Link.parse(peering.getNetwork()).ifPresent(peer -> peering.setNetwork(peer.url()));
        return current.toBuilder().addPeerings(peering).build();
    }

    private static Network removePeering(Transaction transaction, Link link, Network current, Call call) {
        String name = ((NetworksRemovePeeringRequest) call.body()).getName();
        List<NetworkPeering> left = current.getPeeringsList().stream()
                .filter(peering -> !peering.getName().equals(name))
                .toList();
        if (left.size() == current.getPeeringsCount()) {
            throw Refusals.invalidValue(
                    "name", name, "There is no peering of this name in network " + link.name() + ".");
        }
        return current.toBuilder().clearPeerings().addAllPeerings(left).build();
    }

    private static Link subnetwork(Link network, String region) {
        return new Link(network.project(), Scope.region(region), "subnetworks", network.name());
    }
}
