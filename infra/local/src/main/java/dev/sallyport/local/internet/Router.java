package dev.sallyport.local.internet;

import com.google.cloud.compute.v1.ForwardingRule;
import dev.sallyport.local.internet.Origin.OnVm;
import dev.sallyport.local.internet.Origin.Outside;
import dev.sallyport.local.internet.balancer.FrontEnds;
import dev.sallyport.local.internet.balancer.Passage;
import dev.sallyport.local.internet.google.GoogleHosts;
import dev.sallyport.local.internet.guest.Guests;
import dev.sallyport.local.internet.network.Connection;
import dev.sallyport.local.internet.network.Decision;
import dev.sallyport.local.internet.network.IpAddress;
import dev.sallyport.local.internet.network.Ipv4;
import dev.sallyport.local.internet.network.ResourceLink;
import dev.sallyport.local.internet.network.Transport;
import dev.sallyport.local.internet.network.Vm;
import dev.sallyport.local.internet.network.Vpc;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the way from an origin to a host and port, past the firewalls between them. Nothing outside is ever looked up. */
final class Router {
    private static final int SOURCE_PORT = 50_000;
    private static final Ipv4 GOOGLE = Ipv4.of("192.0.2.1");
    private static final Ipv4 NAT_GATEWAY = Ipv4.of("192.0.2.2");

    private final GoogleHosts google;
    private final DomainNames names;
    private final FrontEnds frontEnds;
    private final Vpc vpc;
    private final Guests guests;

    Router(GoogleHosts google, DomainNames names, FrontEnds frontEnds, Vpc vpc, Guests guests) {
        this.google = google;
        this.names = names;
        this.frontEnds = frontEnds;
        this.vpc = vpc;
        this.guests = guests;
    }

    Route route(Origin origin, String host, int port) {
        String name = host.toLowerCase(Locale.ROOT);
        if (google.has(name)) {
            return kept(origin, GOOGLE, port).orElseGet(() -> toGoogle(origin, host, port));
        }
        return Ipv4.parse(host)
                .or(() -> names.find(name))
                .map(address -> route(origin, address, port))
                .orElseGet(() -> Route.unknown("There is no host " + host + " on this internet (expected: the address"
                        + " of a forwarding rule or VM, a name that points at one, or one of Google's hosts)."));
    }

    private Route toGoogle(Origin origin, String host, int port) {
        return port == GoogleHosts.PORT
                ? reached(google.listener(), origin, GOOGLE, port)
                : Route.refused(host + " listens on port " + GoogleHosts.PORT + " only, not on " + port + ".");
    }

    private Route route(Origin origin, Ipv4 address, int port) {
        if (origin instanceof OnVm from) {
            Optional<Vm> neighbour = vpc.atInternalAddress(from.vm().network(), address);
            if (neighbour.isPresent()) {
                Connection inside = Connection.inside(from.vm(), neighbour.get(), Transport.tcp(port));
                return arriving(inside, neighbour.get(), address);
            }
            List<ForwardingRule> rules = inside(from.vm(), address);
            if (!rules.isEmpty()) {
                return kept(origin, address, port).orElseGet(() -> toLoadBalancer(rules, origin, address, port));
            }
        }
        return kept(origin, address, port).orElseGet(() -> outside(origin, address, port));
    }

    /** The internal load balancers of the VM's network that have this address. */
    private List<ForwardingRule> inside(Vm vm, Ipv4 address) {
        return frontEnds.inside(address).stream()
                .filter(rule -> ResourceLink.parse(rule.getNetwork())
                        .filter(network -> vpc.sameNetwork(network, vm.network()))
                        .isPresent())
                .toList();
    }

    /** Where the firewall of the VM that the client stands on lets nothing go there. */
    private Optional<Route> kept(Origin origin, Ipv4 address, int port) {
        if (!(origin instanceof OnVm from)) {
            return Optional.empty();
        }
        Decision decision = vpc.why(Connection.leaving(from.vm(), address, Transport.tcp(port)));
        return decision.allowed()
                ? Optional.empty()
                : Optional.of(Route.dropped("The firewall of network "
                        + from.vm().network().name() + " lets nothing go from "
                        + from.vm().link().name() + " to " + address + ":" + port + " (rule " + decision.rule()
                        + ")."));
    }

    private Route outside(Origin origin, Ipv4 address, int port) {
        List<ForwardingRule> rules = frontEnds.at(address);
        if (!rules.isEmpty()) {
            return toLoadBalancer(rules, origin, address, port);
        }
        return vpc.atExternalAddress(address)
                .map(vm -> arriving(Connection.fromOutside(addressOf(origin), vm, Transport.tcp(port)), vm, address))
                .orElseGet(() -> Route.unknown("Nothing on this internet has the address " + address + "."));
    }

    private Route toLoadBalancer(List<ForwardingRule> rules, Origin origin, Ipv4 address, int port) {
        return rules.stream()
                .filter(rule -> FrontEnds.takes(rule, port))
                .findFirst()
                .map(rule -> toLoadBalancer(rule, origin, address, port))
                .orElseGet(() -> Route.dropped("No forwarding rule at " + address + " takes port " + port + "."));
    }

    private Route toLoadBalancer(ForwardingRule rule, Origin origin, Ipv4 address, int port) {
        if (frontEnds.serves(rule)) {
            return reached(frontEnds.listener(rule), origin, address, port);
        }
        List<Route> routes = frontEnds.passages(rule, port).stream()
                .map(passage -> passing(rule, passage, origin, address))
                .toList();
        return routes.stream()
                .filter(Route.Reached.class::isInstance)
                .findFirst()
                .or(() -> routes.stream().findFirst())
                .orElseGet(() -> Route.refused("The forwarding rule " + rule.getName() + " leads to "
                        + (rule.getTarget().isEmpty() ? rule.getBackendService() : rule.getTarget())
                        + ", which has no data plane here, or no VM (expected: a target HTTP, HTTPS or TCP proxy, a"
                        + " target pool or instance, or a backend service with a VM)."));
    }

    private Route passing(ForwardingRule rule, Passage passage, Origin origin, Ipv4 address) {
        Transport transport = Transport.tcp(passage.port());
        boolean neighbours =
                origin instanceof OnVm && rule.getLoadBalancingScheme().equals("INTERNAL");
        Connection connection = neighbours
                ? Connection.inside(((OnVm) origin).vm(), passage.vm(), transport)
                : Connection.fromOutside(passage.source().orElseGet(() -> addressOf(origin)), passage.vm(), transport);
        return arriving(connection, passage.vm(), address);
    }

    /** @param address the one that was asked for: the VM's, or that of a load balancer before it */
    private Route arriving(Connection connection, Vm vm, Ipv4 address) {
        IpAddress source = connection.source().address();
        int port = connection.transport().port();
        Decision decision = vpc.why(connection);
        if (!decision.allowed()) {
            return Route.dropped("The firewall of network " + vm.network().name() + " drops connections from " + source
                    + " to " + address + ":" + port + " (rule " + decision.rule() + ").");
        }
        return guests.socket(vm.link(), port)
                .filter(guests::accepts)
                .<Route>map(socket ->
                        new Route.Reached(socket.loopback(), socketAddress(source, SOURCE_PORT), socket.destination()))
                .orElseGet(() -> Route.refused(
                        "Nothing listens on port " + port + " of " + vm.link().name() + "."));
    }

    private static Route reached(InetSocketAddress listener, Origin origin, Ipv4 destination, int port) {
        return new Route.Reached(
                listener, socketAddress(addressOf(origin), SOURCE_PORT), socketAddress(destination, port));
    }

    /** A VM without an external address goes out through a NAT gateway, which has none of the addresses rules name. */
    private static Ipv4 addressOf(Origin origin) {
        return origin instanceof OnVm from ? from.vm().external().orElse(NAT_GATEWAY) : ((Outside) origin).address();
    }

    private static InetSocketAddress socketAddress(IpAddress address, int port) {
        return new InetSocketAddress(address.toString(), port);
    }
}
