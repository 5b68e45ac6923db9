package dev.sallyport.local.internet.balancer;

import com.google.cloud.compute.v1.Address;
import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.TargetHttpProxy;
import com.google.cloud.compute.v1.TargetHttpsProxy;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import dev.sallyport.local.compute.BackendHealth;
import dev.sallyport.local.compute.CertificateKeys;
import dev.sallyport.local.compute.ComputeView;
import dev.sallyport.local.compute.InstanceTraffic;
import dev.sallyport.local.internet.guest.Guests;
import dev.sallyport.local.internet.iap.IdentityAwareProxy;
import dev.sallyport.local.internet.network.Ipv4;
import dev.sallyport.local.internet.network.Loopback;
import dev.sallyport.local.internet.network.Remembered;
import dev.sallyport.local.internet.network.ResourceLink;
import dev.sallyport.local.internet.network.Vpc;
import dev.sallyport.local.projects.Projects;
import dev.sallyport.local.time.CloudClock;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The addresses of load balancers. Each forwarding rule has a listener of its own on loopback, opened when a client comes
 * and closed when nobody has come for a while, for each has a thread of its own and more; and when the rule is gone, where
 * requests under way may end. Another SSL policy means another listener, and connections to the one before go on.
 */
public final class FrontEnds implements AutoCloseable {
    /** How long requests that are under way when their forwarding rule goes may take. */
    private static final Duration TO_END = Duration.ofSeconds(10);

    /** How long nobody has been connected, and nobody asked for it, when a listener is closed. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final CloudClock clock;
    private final ComputeView compute;
    private final Projects projects;
    private final Remembered<String, Map<Ipv4, List<ForwardingRule>>> rulesByAddress;
    private final Certificates certificates;
    private final IdentityAwareProxy iap;
    private final Health health;
    private final Forwarding forwarding;
    private final VmTraffic traffic;
    private final Passages passages;
    private final List<VmConnections> connections;
    private final Map<FrontEnd, Listener> open = new ConcurrentHashMap<>();

    public FrontEnds(
            CloudClock clock,
            Projects projects,
            ComputeView compute,
            CertificateKeys keys,
            IdentityAwareProxy iap,
            Vpc vpc,
            Guests guests) {
        this.clock = clock;
        this.projects = projects;
        this.compute = compute;
        rulesByAddress = new Remembered<>(compute, this::rulesByAddress);
        certificates = new Certificates(compute, keys);
        this.iap = iap;
        VmConnections probing = new VmConnections(GoogleRange.HEALTH_CHECKS, vpc, guests);
        VmConnections serving = new VmConnections(GoogleRange.REQUESTS, vpc, guests);
        connections = List.of(probing, serving);
        Backends backends = new Backends(compute);
        HealthProbe probe = new HealthProbe(probing, backends);
        health = new Health(compute, clock, guests, backends, probe);
        UnderWay underWay = new UnderWay();
        forwarding = new Forwarding(backends, health, serving, underWay);
        passages = new Passages(compute, backends);
        traffic = new VmTraffic(compute, backends, probe, underWay);
        compute.onChange(link -> {
            if (isForwardingRule(link)) {
                clock.workers().execute(this::closeOrphans);
            }
        });
    }

    public BackendHealth health() {
        return health;
    }

    public InstanceTraffic traffic() {
        return traffic;
    }

    /** The forwarding rules that have this external address. */
    public List<ForwardingRule> at(Ipv4 address) {
        return rules(address).filter(rule -> !isInternal(rule)).toList();
    }

    /** The forwarding rules that have this address inside networks. */
    public List<ForwardingRule> inside(Ipv4 address) {
        return rules(address).filter(FrontEnds::isInternal).toList();
    }

    private Stream<ForwardingRule> rules(Ipv4 address) {
        return projects.all().stream()
                .flatMap(project -> rulesByAddress.get(project.id()).getOrDefault(address, List.of()).stream());
    }

    private Map<Ipv4, List<ForwardingRule>> rulesByAddress(String project) {
        Map<Ipv4, List<ForwardingRule>> rules = new HashMap<>();
        compute.list(ForwardingRule.class, project)
                .forEach(rule -> addressOf(rule)
                        .ifPresent(address -> rules.computeIfAbsent(address, first -> new ArrayList<>())
                                .add(rule)));
        return rules;
    }

    private static boolean isInternal(ForwardingRule rule) {
        return rule.getLoadBalancingScheme().startsWith("INTERNAL");
    }

    /** Whether the rule takes connections to the port. */
    public static boolean takes(ForwardingRule rule, int port) {
        return rule.getAllPorts()
                || rule.getPortsList().contains(Integer.toString(port))
                || PortRange.parse(rule.getPortRange())
                        .filter(range -> range.contains(port))
                        .isPresent();
    }

    /** The VMs that a rule without a proxy for HTTP may hand a connection to this port to. */
    public List<Passage> passages(ForwardingRule rule, int port) {
        return passages.of(rule, port);
    }

    /** Whether the rule leads to a proxy for HTTP. */
    public boolean serves(ForwardingRule rule) {
        return compute.find(TargetHttpsProxy.class, rule.getTarget()).isPresent()
                || compute.find(TargetHttpProxy.class, rule.getTarget()).isPresent();
    }

    /** Where, on loopback, the rule's load balancer listens. */
    public InetSocketAddress listener(ForwardingRule rule) {
        boolean tls = compute.find(TargetHttpsProxy.class, rule.getTarget()).isPresent();
        FrontEnd frontEnd = new FrontEnd(
                ResourceLink.of(rule.getSelfLink()), tls, tls ? TlsPolicy.of(rule, compute) : TlsPolicy.none());
        Listener listener = open.compute(
                frontEnd, (same, known) -> new Listener(known == null ? start(same) : known.server, clock.instant()));
        return Loopback.addressOf(listener.server);
    }

    /** How many listeners there are. */
    public int listening() {
        return open.size();
    }

    @Override
    public void close() {
        open.values().forEach(listener -> listener.server.stop());
        open.clear();
        connections.forEach(VmConnections::close);
    }

    private Optional<Ipv4> addressOf(ForwardingRule rule) {
        return Ipv4.parse(rule.getIPAddress())
                .or(() -> compute.find(Address.class, rule.getIPAddress())
                        .flatMap(address -> Ipv4.parse(address.getAddress())));
    }

    private Server start(FrontEnd frontEnd) {
        ServerBuilder builder = Loopback.server()
                .gracefulShutdownTimeout(Duration.ZERO, TO_END)
                .serviceUnder("/", new LoadBalancer(frontEnd.rule, compute, projects, iap, forwarding));
        if (frontEnd.tls) {
            builder.port(Loopback.tlsPort()).tlsProvider(certificates.of(frontEnd.rule), frontEnd.policy.negotiation());
        } else {
            builder.port(Loopback.plainPort());
        }
        Server server = builder.build();
        server.start().join();
        clock.schedule(IDLE, () -> closeIdle(frontEnd));
        return server;
    }

    private void closeIdle(FrontEnd frontEnd) {
        Listener left = open.computeIfPresent(frontEnd, (same, listener) -> {
            boolean idle = listener.server.numConnections() == 0
                    && !listener.used.plus(IDLE).isAfter(clock.instant());
            if (idle) {
                listener.server.stop();
            }
            return idle ? null : listener;
        });
        if (left != null) {
            clock.schedule(IDLE, () -> closeIdle(frontEnd));
        }
    }

    private static boolean isForwardingRule(String link) {
        return ResourceLink.parse(link)
                .filter(named -> named.collection().equals("forwardingRules"))
                .isPresent();
    }

    private void closeOrphans() {
        open.keySet().stream()
                .filter(frontEnd -> compute.find(ForwardingRule.class, frontEnd.rule.toString())
                        .isEmpty())
                .map(open::remove)
                .filter(Objects::nonNull)
                .forEach(listener -> listener.server.stop());
    }

    /** @param used when a client was led to it last */
    private record Listener(Server server, Instant used) {}

    private record FrontEnd(ResourceLink rule, boolean tls, TlsPolicy policy) {}

    private record PortRange(int first, int last) {
        static Optional<PortRange> parse(String text) {
            String[] ends = text.split("-", 2);
            return text.matches("\\d{1,5}(-\\d{1,5})?")
                    ? Optional.of(new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])))
                    : Optional.empty();
        }

        boolean contains(int port) {
            return first <= port && port <= last;
        }
    }
}
