package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Route;

/** The routes that networks and subnetworks bring with them and take away again. */
final class DefaultRoutes {
    private static final String DESCRIPTION = "Default ";

    private DefaultRoutes() {}

    static void toTheInternet(Transaction transaction, Link network) {
        add(
                transaction,
                network,
                Route.newBuilder()
                        .setDescription(DESCRIPTION + "route to the Internet.")
                        .setDestRange("0.0.0.0/0")
                        .setPriority(1000)
                        .setNextHopGateway(network.in("gateways", "default-internet-gateway")
                                .url()));
    }

    static void toSubnetwork(Transaction transaction, Link network, String range) {
        add(
                transaction,
                network,
                Route.newBuilder()
                        .setDescription(DESCRIPTION + "local route to the subnetwork " + range + ".")
                        .setDestRange(range)
                        .setPriority(0)
                        .setNextHopNetwork(network.url()));
    }

    static boolean isDefault(Route route) {
        return route.getDescription().startsWith(DESCRIPTION)
                && (route.hasNextHopNetwork() || route.hasNextHopGateway());
    }

    private static void add(Transaction transaction, Link network, Route.Builder route) {
        String name = "default-route-" + Long.toHexString(transaction.nextId());
        transaction.create(
                network.in("routes", name), route.setNetwork(network.url()).build());
    }
}
