package dev.sallyport.local.internet.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.compute.v1.Allowed;
import com.google.cloud.compute.v1.Denied;
import com.google.cloud.compute.v1.Firewall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FirewallRulesTest {
    private static final Vm TARGET = vm("10.128.0.2", Set.of("app"), Set.of("app@p.iam.gserviceaccount.com"));
    private static final Vm NEIGHBOUR = vm("10.128.0.3", Set.of("batch"), Set.of("batch@p.iam.gserviceaccount.com"));
    private static final Peer STRANGER = Peer.outside(Ipv4.of("198.51.100.10"));
    private static final Peer GOOGLE = Peer.outside(Ipv4.of("130.211.0.17"));
    private static final Transport HTTP = Transport.tcp(80);

    @Test
    void withoutRulesNothingComesInAndEverythingGoesOut() {
        FirewallRules rules = rules();

        assertThat(rules.ingress(STRANGER, TARGET, HTTP)).isEqualTo(new Decision(false, "implied-deny-ingress"));
        assertThat(rules.egress(TARGET, STRANGER.address(), HTTP))
                .isEqualTo(new Decision(true, "implied-allow-egress"));
    }

    @Test
    void aRuleAllowsItsRangesAndNoOthers() {
        FirewallRules rules = rules(allow("google", "tcp:80").addSourceRanges("130.211.0.0/22"));

        assertThat(rules.ingress(GOOGLE, TARGET, HTTP)).isEqualTo(new Decision(true, "google"));
        assertThat(rules.ingress(STRANGER, TARGET, HTTP).allowed()).isFalse();
    }

    @Test
    void aRuleWithoutSourcesIsAboutEverybody() {
        assertThat(rules(allow("open", "tcp:80"))
                        .ingress(STRANGER, TARGET, HTTP)
                        .allowed())
                .isTrue();
    }

    @Test
    void aRangeOfIpv6MatchesNoIpv4Address() {
        FirewallRules rules = rules(allow("six", "tcp:80").addSourceRanges("::/0"));

        assertThat(rules.ingress(STRANGER, TARGET, HTTP).allowed()).isFalse();
    }

    @Test
    void portsAreSingleOrRangesAndMissingMeansAll() {
        FirewallRules rules = rules(allow("some", "tcp:22,8000-8080"), allow("pings", "icmp"));

        assertThat(rules.ingress(STRANGER, TARGET, Transport.tcp(22)).allowed()).isTrue();
        assertThat(rules.ingress(STRANGER, TARGET, Transport.tcp(8000)).allowed())
                .isTrue();
        assertThat(rules.ingress(STRANGER, TARGET, Transport.tcp(8080)).allowed())
                .isTrue();
        assertThat(rules.ingress(STRANGER, TARGET, Transport.tcp(8081)).allowed())
                .isFalse();
        assertThat(rules.ingress(STRANGER, TARGET, new Transport("udp", 22)).allowed())
                .isFalse();
        assertThat(rules.ingress(STRANGER, TARGET, new Transport("icmp", 0)).allowed())
                .isTrue();
    }

    @Test
    void protocolsAreNamedOrNumberedAndAllMeansAll() {
        assertThat(rules(allow("numbered", "6:80"))
                        .ingress(STRANGER, TARGET, HTTP)
                        .allowed())
                .isTrue();
        assertThat(rules(allow("all", "all"))
                        .ingress(STRANGER, TARGET, new Transport("udp", 53))
                        .allowed())
                .isTrue();
    }

    @Test
    void theLowerPriorityNumberDecides() {
        FirewallRules rules = rules(
                allow("late", "tcp:80").setPriority(2000),
                deny("early", "tcp:80").setPriority(1000));

        assertThat(rules.ingress(STRANGER, TARGET, HTTP)).isEqualTo(new Decision(false, "early"));
    }

    @Test
    void amongEqualPrioritiesDenyDecides() {
        FirewallRules rules = rules(allow("a", "tcp:80"), deny("z", "tcp:80"));

        assertThat(rules.ingress(STRANGER, TARGET, HTTP)).isEqualTo(new Decision(false, "z"));
    }

    @Test
    void aRuleWithoutPriorityHasThePriority1000() {
        FirewallRules rules = rules(
                allow("default", "tcp:80").clearPriority(),
                deny("after", "tcp:80").setPriority(1001));

        assertThat(rules.ingress(STRANGER, TARGET, HTTP).rule()).isEqualTo("default");
    }

    @Test
    void aDisabledRuleIsAsIfAbsent() {
        FirewallRules rules = rules(allow("open", "tcp:80").setDisabled(true));

        assertThat(rules.ingress(STRANGER, TARGET, HTTP).allowed()).isFalse();
    }

    @Test
    void targetTagsAndServiceAccountsNarrowARuleToTheirVms() {
        FirewallRules byTag = rules(allow("tagged", "tcp:80").addTargetTags("app"));
        FirewallRules byAccount =
                rules(allow("account", "tcp:80").addTargetServiceAccounts("app@p.iam.gserviceaccount.com"));

        assertThat(byTag.ingress(STRANGER, TARGET, HTTP).allowed()).isTrue();
        assertThat(byTag.ingress(STRANGER, NEIGHBOUR, HTTP).allowed()).isFalse();
        assertThat(byAccount.ingress(STRANGER, TARGET, HTTP).allowed()).isTrue();
        assertThat(byAccount.ingress(STRANGER, NEIGHBOUR, HTTP).allowed()).isFalse();
    }

    @Test
    void sourceTagsAndRangesAreAlternatives() {
        FirewallRules rules =
                rules(allow("either", "tcp:80").addSourceTags("batch").addSourceRanges("130.211.0.0/22"));

        assertThat(rules.ingress(Peer.inside(NEIGHBOUR), TARGET, HTTP).allowed())
                .isTrue();
        assertThat(rules.ingress(GOOGLE, TARGET, HTTP).allowed()).isTrue();
        assertThat(rules.ingress(STRANGER, TARGET, HTTP).allowed()).isFalse();
    }

    @Test
    void sourceTagsDoNotMatchAVmSeenAtItsExternalAddress() {
        FirewallRules rules = rules(allow("tagged", "tcp:80").addSourceTags("batch"));

        assertThat(rules.ingress(Peer.outside(Ipv4.of("34.70.0.3")), TARGET, HTTP)
                        .allowed())
                .isFalse();
    }

    @Test
    void sourceServiceAccountsMatchVmsThatRunAsThem() {
        FirewallRules rules =
                rules(allow("account", "tcp:80").addSourceServiceAccounts("batch@p.iam.gserviceaccount.com"));

        assertThat(rules.ingress(Peer.inside(NEIGHBOUR), TARGET, HTTP).allowed())
                .isTrue();
        assertThat(rules.ingress(Peer.inside(TARGET), TARGET, HTTP).allowed()).isFalse();
    }

    @Test
    void egressRulesDecideByDestinationAndNeverLetAnythingIn() {
        FirewallRules rules = rules(deny("no-exit", "tcp:443")
                .setDirection("EGRESS")
                .addDestinationRanges("198.51.100.0/24")
                .addTargetTags("app"));

        assertThat(rules.egress(TARGET, STRANGER.address(), Transport.tcp(443)))
                .isEqualTo(new Decision(false, "no-exit"));
        assertThat(rules.egress(NEIGHBOUR, STRANGER.address(), Transport.tcp(443))
                        .allowed())
                .isTrue();
        assertThat(rules.egress(TARGET, GOOGLE.address(), Transport.tcp(443)).allowed())
                .isTrue();
    }

    @Test
    void theOrderInWhichRulesAreListedNeverMatters() {
        Random random = new Random(20261101);
        for (int round = 0; round < 200; round++) {
            List<Firewall> rules = randomRules(random);
            List<Firewall> shuffled = new ArrayList<>(rules);
            Collections.shuffle(shuffled, random);

            assertThat(new FirewallRules(shuffled).ingress(STRANGER, TARGET, HTTP))
                    .as("rules: %s", rules)
                    .isEqualTo(new FirewallRules(rules).ingress(STRANGER, TARGET, HTTP));
        }
    }

    private static List<Firewall> randomRules(Random random) {
        List<Firewall> rules = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Firewall.Builder rule = random.nextBoolean() ? allow("r" + i, "tcp:80") : deny("r" + i, "tcp");
            rules.add(rule.setPriority(1000 + random.nextInt(3))
                    .setDisabled(random.nextInt(4) == 0)
                    .addSourceRanges(random.nextBoolean() ? "0.0.0.0/0" : "10.0.0.0/8")
                    .build());
        }
        return rules;
    }

    private static FirewallRules rules(Firewall.Builder... rules) {
        return new FirewallRules(
                Arrays.stream(rules).map(Firewall.Builder::build).toList());
    }

    private static Firewall.Builder allow(String name, String protocolAndPorts) {
        String[] parts = protocolAndPorts.split(":");
        return rule(name)
                .addAllowed(Allowed.newBuilder().setIPProtocol(parts[0]).addAllPorts(ports(parts)));
    }

    private static Firewall.Builder deny(String name, String protocolAndPorts) {
        String[] parts = protocolAndPorts.split(":");
        return rule(name).addDenied(Denied.newBuilder().setIPProtocol(parts[0]).addAllPorts(ports(parts)));
    }

    private static List<String> ports(String[] parts) {
        return parts.length == 1 ? List.of() : List.of(parts[1].split(","));
    }

    private static Firewall.Builder rule(String name) {
        return Firewall.newBuilder().setName(name).setDirection("INGRESS").setPriority(1000);
    }

    private static Vm vm(String address, Set<String> tags, Set<String> accounts) {
        return new Vm(
                ResourceLink.of("projects/p/zones/z/instances/i"),
                ResourceLink.of("projects/p/global/networks/default"),
                Ipv4.of(address),
                Optional.empty(),
                tags,
                accounts);
    }
}
