package dev.sallyport.stages;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.compute.v1.Allowed;
import com.google.cloud.compute.v1.Denied;
import com.google.cloud.compute.v1.Firewall;
import dev.sallyport.local.internet.network.Cidr;
import dev.sallyport.local.internet.network.FirewallRules;
import dev.sallyport.local.internet.network.Ipv4;
import dev.sallyport.local.internet.network.Peer;
import dev.sallyport.local.internet.network.ResourceLink;
import dev.sallyport.local.internet.network.Transport;
import dev.sallyport.local.internet.network.Vm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the stages compute from the API's data, and what the local cloud's firewall lets through, are two computations
 * that never disagree: tried with rules made up at random, always the same ones.
 */
class FirewallAgreementTest {
    private static final int CASES = 4000;
    private static final List<Integer> PORTS = List.of(80, 443, 1024, 8080, 9090);
    private static final String ACCOUNT = "vm@lab.iam.gserviceaccount.com";
    private static final String OTHER_ACCOUNT = "db@lab.iam.gserviceaccount.com";
    private static final List<String> FRONT_ENDS = List.of("130.211.0.0/22", "35.191.0.0/16");
    private static final List<String> RANGES = List.of(
            "0.0.0.0/0",
            "10.0.0.0/8",
            "10.128.0.0/9",
            "10.128.0.7",
            "130.211.0.0/22",
            "130.211.0.0/16",
            "35.191.0.0/16",
            "35.191.128.0/17",
            "198.51.100.0/24",
            "128.0.0.0/1",
            "::/0",
            "2600:2d00:1:1::/64");

    private final Random random = new Random(20261124);

    @Test
    void anAddressIsLetThroughExactlyWhereAnExposureNamesIt() {
        for (int i = 0; i < CASES; i++) {
            List<Firewall> rules = rules(false);
            Door door = door();
            List<Exposure> exposures = door.exposures(rules);
            for (Ipv4 stranger : strangers()) {
                assertThat(exposures.stream().anyMatch(exposure -> names(exposure, stranger)))
                        .as("case %d: %s, %s and %s, by the rules %s", i, door, stranger, exposures, rules)
                        .isEqualTo(door.letsThrough(rules, Peer.outside(stranger)));
            }
        }
    }

    @Test
    void nobodyIsLetThroughWhereThereIsNoExposure() {
        for (int i = 0; i < CASES; i++) {
            List<Firewall> rules = rules(true);
            Door door = door();
            List<Exposure> exposures = door.exposures(rules);
            for (Peer neighbour : neighbours()) {
                assertThat(door.letsThrough(rules, neighbour) && exposures.isEmpty())
                        .as("case %d: %s got through to %s, by the rules %s", i, neighbour, door, rules)
                        .isFalse();
            }
        }
    }

    @Test
    void bothAnswersOccur() {
        List<Boolean> answers = IntStream.range(0, 200)
                .mapToObj(i -> door().exposures(rules(false)).isEmpty())
                .distinct()
                .toList();

        assertThat(answers).containsExactlyInAnyOrder(true, false);
    }

    /** A port of a VM, as both computations know it. */
    private record Door(Set<String> tags, String account, int port) {
        List<Exposure> exposures(List<Firewall> rules) {
            return Exposure.among(
                    rules, new FirewallTarget(tags, account, port), AddressRanges.of(FRONT_ENDS), Set.of());
        }

        boolean letsThrough(List<Firewall> rules, Peer source) {
            Vm vm = new Vm(
                    ResourceLink.of("projects/p/zones/z/instances/i"),
                    ResourceLink.of("projects/p/global/networks/default"),
                    Ipv4.of("10.128.0.2"),
                    Optional.empty(),
                    tags,
                    Set.of(account));
            return new FirewallRules(rules)
                    .ingress(source, vm, Transport.tcp(port))
                    .allowed();
        }
    }

    private Door door() {
        return new Door(
                Set.copyOf(some(List.of("web", "db", "batch"), 2)),
                random.nextBoolean() ? ACCOUNT : OTHER_ACCOUNT,
                PORTS.get(random.nextInt(PORTS.size())));
    }

    /** Addresses inside and just outside the ranges, but for those that front ends have. */
    private static List<Ipv4> strangers() {
        return Stream.of(
                        "10.128.0.7",
                        "10.128.0.8",
                        "10.1.2.3",
                        "11.0.0.0",
                        "130.210.255.255",
                        "130.211.4.0",
                        "35.190.255.255",
                        "35.192.0.0",
                        "198.51.100.255",
                        "198.51.101.0",
                        "127.255.255.255",
                        "0.0.0.0",
                        "255.255.255.255")
                .map(Ipv4::of)
                .toList();
    }

    private static List<Peer> neighbours() {
        return List.of(
                Peer.outside(Ipv4.of("10.128.0.7")),
                new Peer(Ipv4.of("10.128.0.8"), Set.of("client"), Set.of()),
                new Peer(Ipv4.of("10.1.2.3"), Set.of(), Set.of("client@lab.iam.gserviceaccount.com")),
                new Peer(Ipv4.of("10.128.0.9"), Set.of("web", "client"), Set.of(ACCOUNT)));
    }

    /** An exposure names its addresses as ranges, by prefix or by first and last. */
    private static boolean names(Exposure exposure, Ipv4 address) {
        return Arrays.stream(exposure.sources().split(", ")).anyMatch(range -> {
            String[] ends = range.split("-");
            return ends.length == 1
                    ? Cidr.parse(range).orElseThrow().contains(address)
                    : number(Ipv4.of(ends[0])) <= number(address) && number(address) <= number(Ipv4.of(ends[1]));
        });
    }

    private static long number(Ipv4 address) {
        return Integer.toUnsignedLong(address.bits());
    }

    /** @param peers whether rules may speak of VMs as senders, and of destinations */
    private List<Firewall> rules(boolean peers) {
        List<Firewall> rules = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            rules.add(rule("rule-" + i, peers));
        }
        return rules;
    }

    private Firewall rule(String name, boolean peers) {
        Firewall.Builder rule = Firewall.newBuilder()
                .setName(name)
                .setDirection(random.nextInt(8) == 0 ? "EGRESS" : "INGRESS")
                .setPriority(List.of(0, 999, 1000, 1000, 1001, 65534).get(random.nextInt(6)))
                .setDisabled(random.nextInt(8) == 0)
                .addAllSourceRanges(some(RANGES, 3));
        if (random.nextInt(3) == 0) {
            rule.addTargetTags(random.nextBoolean() ? "web" : "db");
        } else if (random.nextInt(3) == 0) {
            rule.addTargetServiceAccounts(random.nextBoolean() ? ACCOUNT : OTHER_ACCOUNT);
        }
        if (peers) {
            rule.addAllSourceTags(some(List.of("client", "web"), 1));
            rule.addAllSourceServiceAccounts(some(List.of("client@lab.iam.gserviceaccount.com", ACCOUNT), 1));
            rule.addAllDestinationRanges(some(List.of("10.128.0.2/32", "10.0.0.0/8", "10.128.0.3"), 1));
        }
        String protocol = List.of("tcp", "6", "all", "udp", "TCP", "17", "icmp").get(random.nextInt(7));
        List<String> ports = Set.of("all", "icmp").contains(protocol)
                ? List.of()
                : some(List.of("80", "443", "1-1024", "8080-9090", "80-80"), 2);
        return random.nextInt(3) == 0
                ? rule.addDenied(Denied.newBuilder().setIPProtocol(protocol).addAllPorts(ports))
                        .build()
                : rule.addAllowed(Allowed.newBuilder().setIPProtocol(protocol).addAllPorts(ports))
                        .build();
    }

    /** Up to so many of the values. */
    private List<String> some(List<String> values, int most) {
        return random.ints(random.nextInt(most + 1), 0, values.size())
                .mapToObj(values::get)
                .distinct()
                .toList();
    }
}
