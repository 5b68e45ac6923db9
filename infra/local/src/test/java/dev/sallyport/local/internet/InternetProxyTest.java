package dev.sallyport.local.internet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.compute.v1.Denied;
import com.google.cloud.compute.v1.Firewall;
import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.Instance;
import dev.sallyport.local.internet.network.Connection;
import dev.sallyport.local.internet.network.Decision;
import dev.sallyport.local.internet.network.IpAddress;
import dev.sallyport.local.internet.network.Ipv4;
import dev.sallyport.local.internet.network.Transport;
import dev.sallyport.local.internet.network.Vm;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InternetProxyTest {
    private static final String VM_ADDRESS = "34.70.0.2:80";

    private final Lab lab = Lab.empty();

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void nothingOutsideIsEverFetched() {
        TestClient client = lab.client();

        assertThat(client.connect("example.com:443", ""))
                .startsWith("HTTP/1.1 403")
                .contains("no host example.com");
        assertThat(client.connect("127.0.0.1:" + lab.internet.port(), "")).startsWith("HTTP/1.1 403");
        assertThat(client.connect("localhost:22", "")).startsWith("HTTP/1.1 403");
        assertThat(client.firstLines("GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void whatIsNoProxyRequestIsToldWhatIs() {
        TestClient client = lab.client();

        assertThat(client.firstLines("GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("expected: CONNECT host:port");
        assertThat(client.connect("34.70.0.2:99999", "")).startsWith("HTTP/1.1 400");
        assertThat(client.firstLines("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400");
    }

    @Test
    void aTakenPortIsNamed() {
        try (Internet second = new Internet(
                lab.clock,
                lab.projects,
                lab.compute,
                lab.compute,
                lab.policies,
                new TestAccounts(),
                lab.accessTokens)) {
            assertThatThrownBy(() -> second.start(lab.internet.port()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("127.0.0.1:" + lab.internet.port());
        }
    }

    @Test
    void aVmsAddressIsClosedUntilARuleOpensIt() {
        lab.bootVms();
        assertThat(lab.client().connect(VM_ADDRESS, ""))
                .startsWith("HTTP/1.1 504")
                .contains("drops connections from 198.51.100.10 to 34.70.0.2:80 (rule implied-deny-ingress)");

        lab.putFirewall("open", List.of("198.51.100.0/24"));

        assertThat(lab.client().get("http://" + VM_ADDRESS + "/").body()).isEqualTo("Unauthorized request.");
    }

    @Test
    void theProxyUserNameSaysWhereTheClientStands() {
        lab.bootVms();
        lab.putFirewall("open", List.of("203.0.113.7"));
        TestClient client = lab.client();

        assertThat(client.connect(VM_ADDRESS, "203.0.113.7")).startsWith("HTTP/1.1 200");
        assertThat(client.connect(VM_ADDRESS, "203.0.113.8")).startsWith("HTTP/1.1 504");
    }

    @Test
    void aHeaderSaysItToo() {
        lab.bootVms();
        lab.putFirewall("open", List.of("203.0.113.7"));
        TestClient client = lab.client();

        assertThat(client.firstLines(connect("x-source: 203.0.113.7"))).startsWith("HTTP/1.1 200");
        assertThat(client.firstLines(connect("X-Source: 203.0.113.8"))).startsWith("HTTP/1.1 504");
        assertThat(client.firstLines(connect("x-source: 35.191.0.17"))).startsWith("HTTP/1.1 403");
    }

    private static String connect(String header) {
        return "CONNECT " + VM_ADDRESS + " HTTP/1.1\r\nHost: " + VM_ADDRESS + "\r\n" + header + "\r\n\r\n";
    }

    @Test
    void whatMayNotLeaveAVmDoesNotReachGooglesHosts() {
        lab.bootVms();
        String vm = Lab.link("zones/us-central1-c/instances/lab-2");
        assertThat(lab.client().connect("www.gstatic.com:443", vm)).startsWith("HTTP/1.1 200");

        putEgressDenial("0.0.0.0/0");

        assertThat(lab.client().connect("www.gstatic.com:443", vm))
                .startsWith("HTTP/1.1 504")
                .contains("rule stay");
    }

    @Test
    void anInternalForwardingRuleIsNotOnTheInternet() {
        putRule("INTERNAL_MANAGED", "10.128.0.9", Lab.PROXY);

        assertThat(lab.client().connect("10.128.0.9:80", "")).startsWith("HTTP/1.1 403");
    }

    @Test
    void aForwardingRuleThatLeadsToNoHttpProxyRefuses() {
        String proxy = Lab.link("global/targetTcpProxies/raw");
        putRule("EXTERNAL_MANAGED", Lab.ADDRESS, proxy);

        assertThat(lab.client().connect(Lab.ADDRESS + ":80", ""))
                .startsWith("HTTP/1.1 502")
                .contains(proxy + ", which has no data plane here");
    }

    private void putRule(String scheme, String address, String target) {
        lab.compute.put(
                Lab.RULE,
                ForwardingRule.newBuilder()
                        .setSelfLink(Lab.RULE)
                        .setLoadBalancingScheme(scheme)
                        .setIPAddress(address)
                        .setPortRange("80-80")
                        .setTarget(target)
                        .build());
    }

    @Test
    void nobodyCanStandAtGooglesAddresses() {
        assertThat(lab.client().connect(VM_ADDRESS, "130.211.0.17"))
                .startsWith("HTTP/1.1 403")
                .contains("proxy user name");
    }

    @Test
    void aVmReachesItsNeighbourOnlyIfTheFirewallLetsIt() {
        lab.bootVms();
        String neighbour = Lab.link("zones/us-central1-c/instances/lab-2");
        TestClient client = lab.client();
        assertThat(client.connect("10.128.0.2:80", neighbour)).startsWith("HTTP/1.1 504");

        lab.putFirewall("default-allow-internal", List.of("10.128.0.0/9"));

        assertThat(client.connect("10.128.0.2:80", neighbour)).startsWith("HTTP/1.1 200");
        assertThat(client.connect("10.128.0.2:80", "")).startsWith("HTTP/1.1 403");
    }

    @Test
    void aPortNobodyListensOnRefuses() {
        Instance silent = lab.vm(1, "#!/bin/bash\necho nothing to serve\n");
        lab.compute.put(silent.getSelfLink(), silent);
        lab.internet.machines().start(silent);
        lab.putFirewall("open", List.of("0.0.0.0/0"));

        assertThat(lab.client().connect(VM_ADDRESS, ""))
                .startsWith("HTTP/1.1 502")
                .contains("Nothing listens on port 80 of lab-1.");
    }

    @Test
    void aStoppedVmRefusesAtOnce() {
        lab.bootVms();
        lab.putFirewall("open", List.of("0.0.0.0/0"));
        TestClient client = lab.client();
        assertThat(client.get("http://" + VM_ADDRESS + "/").statusCode()).isEqualTo(200);

        lab.internet.machines().stop(lab.vm(1, Lab.STARTUP_SCRIPT));

        assertThat(client.get("http://" + VM_ADDRESS + "/").statusCode()).isEqualTo(502);
    }

    @Test
    void everyConnectionHasARuleThatDecidesIt() {
        Vm one = vm(1);
        Vm two = vm(2);
        IpAddress stranger = Ipv4.of("203.0.113.7");
        lab.putFirewall("only-google", Lab.GOOGLE_RANGES);

        assertThat(lab.internet.why(Connection.fromOutside(Ipv4.of("35.191.3.4"), one, Transport.tcp(80))))
                .isEqualTo(new Decision(true, "only-google"));
        assertThat(lab.internet.why(Connection.fromOutside(stranger, one, Transport.tcp(80))))
                .isEqualTo(new Decision(false, Decision.IMPLIED_DENY_INGRESS));
        assertThat(lab.internet.why(Connection.inside(one, two, Transport.tcp(80))))
                .isEqualTo(new Decision(false, Decision.IMPLIED_DENY_INGRESS));
        assertThat(lab.internet.why(Connection.leaving(one, stranger, Transport.tcp(443))))
                .isEqualTo(new Decision(true, Decision.IMPLIED_ALLOW_EGRESS));
    }

    @Test
    void whatMayNotLeaveAVmDoesNotReachTheNext() {
        lab.putFirewall("inside", List.of("10.128.0.0/9"));
        putEgressDenial("10.128.0.0/9");

        assertThat(lab.internet.why(Connection.inside(vm(1), vm(2), Transport.tcp(80))))
                .isEqualTo(new Decision(false, "stay"));
    }

    private void putEgressDenial(String destinations) {
        lab.compute.put(
                Lab.link("global/firewalls/stay"),
                Firewall.newBuilder()
                        .setName("stay")
                        .setNetwork(Lab.link("global/networks/default"))
                        .setDirection("EGRESS")
                        .addDestinationRanges(destinations)
                        .addDenied(Denied.newBuilder().setIPProtocol("all"))
                        .build());
    }

    private Vm vm(int number) {
        return Vm.of(lab.vm(number, Lab.STARTUP_SCRIPT)).orElseThrow();
    }
}
