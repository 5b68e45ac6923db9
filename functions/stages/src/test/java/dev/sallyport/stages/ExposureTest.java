package dev.sallyport.stages;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.compute.v1.Allowed;
import com.google.cloud.compute.v1.Denied;
import com.google.cloud.compute.v1.Firewall;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExposureTest {
    private static final AddressRanges FRONT_ENDS = AddressRanges.of(List.of("130.211.0.0/22", "35.191.0.0/16"));
    private static final String ACCOUNT = "vm@lab.iam.gserviceaccount.com";

    @Test
    void aRuleForGooglesFrontEndsIsNone() {
        assertThat(exposures(allow("web", "130.211.0.0/22", "35.191.0.0/16"))).isEmpty();
    }

    @Test
    void aPartOfTheFrontEndsRangesIsNone() {
        assertThat(exposures(allow("web", "130.211.2.0/24"))).isEmpty();
    }

    @Test
    void aRuleForEverybodyIsTold() {
        assertThat(exposures(allow("http", "0.0.0.0/0")))
                .singleElement()
                .asString()
                .startsWith("http (priority 1000) lets in 0.0.0.0-35.190.255.255");
    }

    @Test
    void aRuleWithoutRangesIsForEverybody() {
        assertThat(exposures(allow("http"))).hasSize(1);
    }

    @Test
    void aRuleForTheNetworkInsideIsTold() {
        assertThat(exposures(allow("internal", "10.128.0.0/9")))
                .singleElement()
                .hasToString("internal (priority 1000) lets in 10.128.0.0/9");
    }

    @Test
    void aToleratedRuleIsNone() {
        assertThat(Exposure.among(
                        List.of(allow("default-allow-internal", "10.128.0.0/9").build()),
                        target(),
                        FRONT_ENDS,
                        Set.of("default-allow-internal")))
                .isEmpty();
    }

    @Test
    void aDenialForSomeDestinationsClosesNothing() {
        Firewall denial = Firewall.newBuilder()
                .setName("not-to-that-one")
                .setDirection("INGRESS")
                .setPriority(900)
                .addSourceRanges("0.0.0.0/0")
                .addDestinationRanges("10.128.0.9/32")
                .addDenied(Denied.newBuilder().setIPProtocol("all"))
                .build();
        assertThat(Exposure.among(List.of(allow("http", "0.0.0.0/0").build(), denial), target(), FRONT_ENDS, Set.of()))
                .hasSize(1);
    }

    @Test
    void aDisabledRuleIsNone() {
        assertThat(exposures(allow("http", "0.0.0.0/0").setDisabled(true))).isEmpty();
    }

    @Test
    void anEgressRuleIsNone() {
        assertThat(exposures(allow("out", "0.0.0.0/0").setDirection("EGRESS"))).isEmpty();
    }

    @Test
    void aRuleForOtherPortsIsNone() {
        Firewall.Builder ssh = allow("ssh", "0.0.0.0/0")
                .setAllowed(0, Allowed.newBuilder().setIPProtocol("tcp").addPorts("22"));
        assertThat(exposures(ssh)).isEmpty();
    }

    @Test
    void aRangeOfPortsCoversThePort() {
        Firewall.Builder range = allow("range", "0.0.0.0/0")
                .setAllowed(0, Allowed.newBuilder().setIPProtocol("tcp").addPorts("1-1024"));
        assertThat(exposures(range)).hasSize(1);
    }

    @Test
    void everyProtocolCoversTcp() {
        Firewall.Builder all =
                allow("all", "0.0.0.0/0").setAllowed(0, Allowed.newBuilder().setIPProtocol("all"));
        assertThat(exposures(all)).hasSize(1);
    }

    @Test
    void udpIsNoWayToATcpPort() {
        Firewall.Builder udp =
                allow("udp", "0.0.0.0/0").setAllowed(0, Allowed.newBuilder().setIPProtocol("udp"));
        assertThat(exposures(udp)).isEmpty();
    }

    @Test
    void aRuleForVmsWithOtherTagsIsNone() {
        assertThat(exposures(allow("http", "0.0.0.0/0").addTargetTags("http-server")))
                .isEmpty();
    }

    @Test
    void aRuleForTheVmsTagIsTold() {
        assertThat(exposures(allow("http", "0.0.0.0/0").addTargetTags("web"))).hasSize(1);
    }

    @Test
    void aRuleForTheVmsServiceAccountIsTold() {
        assertThat(exposures(allow("http", "0.0.0.0/0").addTargetServiceAccounts(ACCOUNT)))
                .hasSize(1);
    }

    @Test
    void sendersNamedByTagAreToldByTheTag() {
        assertThat(exposures(allow("peers").addSourceTags("client")))
                .singleElement()
                .hasToString("peers (priority 1000) lets in VMs of client");
    }

    @Test
    void aDenialThatOutranksTheRuleClosesIt() {
        assertThat(exposures(allow("http", "0.0.0.0/0"), deny("no", "0.0.0.0/0").setPriority(900)))
                .isEmpty();
    }

    @Test
    void aDenialOfTheSamePriorityClosesIt() {
        assertThat(exposures(allow("http", "0.0.0.0/0"), deny("no", "0.0.0.0/0")))
                .isEmpty();
    }

    @Test
    void aDenialOfLowerRankClosesNothing() {
        assertThat(exposures(allow("http", "0.0.0.0/0"), deny("no", "0.0.0.0/0").setPriority(2000)))
                .hasSize(1);
    }

    @Test
    void aDenialOfAPartLeavesTheRest() {
        assertThat(exposures(allow("http", "10.0.0.0/8"), deny("no", "10.0.0.0/9")))
                .singleElement()
                .hasToString("http (priority 1000) lets in 10.128.0.0/9");
    }

    @Test
    void aDenialForOtherVmsClosesNothing() {
        assertThat(exposures(allow("http", "0.0.0.0/0"), deny("no", "0.0.0.0/0").addTargetTags("db")))
                .hasSize(1);
    }

    @Test
    void ipv6RangesDoNotReachVmsWithoutIpv6() {
        assertThat(exposures(allow("six", "::/0"))).isEmpty();
    }

    private static List<Exposure> exposures(Firewall.Builder... rules) {
        return Exposure.among(
                List.of(rules).stream().map(Firewall.Builder::build).toList(), target(), FRONT_ENDS, Set.of());
    }

    private static FirewallTarget target() {
        return new FirewallTarget(Set.of("web"), ACCOUNT, 80);
    }

    private static Firewall.Builder allow(String name, String... ranges) {
        return rule(name, ranges)
                .addAllowed(Allowed.newBuilder().setIPProtocol("tcp").addPorts("80"));
    }

    private static Firewall.Builder deny(String name, String... ranges) {
        return rule(name, ranges).addDenied(Denied.newBuilder().setIPProtocol("tcp"));
    }

    private static Firewall.Builder rule(String name, String... ranges) {
        return Firewall.newBuilder()
                .setName(name)
                .setDirection("INGRESS")
                .setPriority(1000)
                .addAllSourceRanges(List.of(ranges));
    }
}
