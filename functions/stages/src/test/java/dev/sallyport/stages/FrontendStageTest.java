package dev.sallyport.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.BackendServiceIAP;
import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.HostRule;
import com.google.cloud.compute.v1.HttpRedirectAction;
import com.google.cloud.compute.v1.PathMatcher;
import com.google.cloud.compute.v1.SslPolicy;
import com.google.cloud.compute.v1.TargetHttpsProxy;
import com.google.cloud.compute.v1.UrlMap;
import dev.sallyport.converge.Link;
import dev.sallyport.failure.Rejected;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LabExtension.class)
class FrontendStageTest {
    private static final String RULE = "my-load-balancer-forwarding-rule";
    private Lab lab;

    @BeforeEach
    void open(Lab fresh) {
        lab = fresh;
        lab.runThrough(IapStage.NAME);
    }

    @Test
    void theDoorIsOnTheReservedAddress() {
        Map<String, String> outputs = run();
        ForwardingRule rule = rule();
        assertThat(rule.getIPAddress()).isEqualTo(outputs.get("address"));
        assertThat(rule.getPortRange()).isEqualTo("443-443");
        assertThat(outputs)
                .containsEntry("url", "https://" + outputs.get("address") + "/")
                .containsEntry("forwardingRule", Link.partial(rule.getSelfLink()));
    }

    @Test
    void theDoorIsHungLast() {
        run();
        assertThat(lab.deployment().started()).endsWith("forwardingRules/" + RULE + "/insert");
    }

    @Test
    void aTlsPolicyIsPutBeforeTheProxyAndTakenAwayAgain() {
        lab.asking(request -> request.withObject("/loadBalancer").putObject("tls"));
        run();
        assertThat(Link.name(proxy().getSslPolicy())).isEqualTo("lab-tls-policy");
        SslPolicy policy =
                lab.collections().sslPolicies().find("lab-tls-policy").orElseThrow();
        assertThat(policy.getMinTlsVersion()).isEqualTo("TLS_1_2");
        assertThat(policy.getProfile()).isEqualTo("MODERN");
        assertThat(lab.operationsOf(this::run)).isEmpty();

        lab.asking(request -> {});
        run();
        assertThat(proxy().getSslPolicy()).isEmpty();
        assertThat(lab.operationsOf(this::run)).isEmpty();
    }

    @Test
    void anotherProfileIsWrittenIntoThePolicyThereIs() {
        lab.asking(request -> request.withObject("/loadBalancer").putObject("tls"));
        run();
        lab.deployment().started().clear();

        lab.asking(
                request -> request.withObject("/loadBalancer").putObject("tls").put("profile", "RESTRICTED"));
        run();

        assertThat(lab.deployment().started()).containsExactly("sslPolicies/lab-tls-policy/patch/profile");
    }

    @Test
    void plainHttpIsRedirectedOnTheSameAddressByAMapThatKnowsNoService() {
        lab.asking(request -> request.withObject("/loadBalancer").put("http", "redirect"));
        String address = run().get("address");

        ForwardingRule rule =
                lab.collections().forwardingRules().find("lab-http-rule").orElseThrow();
        assertThat(rule.getIPAddress()).isEqualTo(address);
        assertThat(rule.getPortRange()).isEqualTo("80-80");
        assertThat(lab.collections().urlMaps().find("lab-http-redirect").orElseThrow())
                .satisfies(map -> assertThat(map.getDefaultUrlRedirect().getHttpsRedirect())
                        .isTrue())
                .satisfies(map -> assertThat(map.hasDefaultService()).isFalse());
        assertThat(lab.operationsOf(this::run)).isEmpty();
    }

    @Test
    void aRuleOfAnotherNameTakesTheAddressOver() {
        String address = run().get("address");
        lab.deployment().started().clear();

        lab.asking(request -> request.withObject("/loadBalancer").put("forwardingRule", "another-rule"));
        run();

        assertThat(lab.deployment().started())
                .containsExactly("forwardingRules/" + RULE + "/delete", "forwardingRules/another-rule/insert");
        assertThat(lab.collections().forwardingRules().find("another-rule").orElseThrow())
                .satisfies(rule -> assertThat(rule.getIPAddress()).isEqualTo(address));
        assertThat(lab.operationsOf(this::run)).isEmpty();
    }

    @Test
    void theRedirectFollowsToAnotherAddressAndBack() {
        lab.asking(request -> request.withObject("/loadBalancer").put("http", "redirect"));
        run();

        assertThat(redirectRuleOn("other-ip", "other-rule")).startsWith("lab-http-rule-");
        lab.run(RetireStage.NAME);
        assertThat(redirectRuleOn("static-ip", "my-rule")).isEqualTo("lab-http-rule");
    }

    /** Moves the front end, and gives the name of the rule that redirects there. */
    private String redirectRuleOn(String addressName, String ruleName) {
        lab.asking(request -> request.withObject("/loadBalancer")
                .put("http", "redirect")
                .put("address", addressName)
                .put("forwardingRule", ruleName));
        Map<String, String> outputs = run();
        assertThat(lab.operationsOf(this::run)).isEmpty();
        String name = Link.name(outputs.get("redirectRule"));
        ForwardingRule rule = lab.collections().forwardingRules().find(name).orElseThrow();
        assertThat(rule.getIPAddress()).isEqualTo(outputs.get("address"));
        return name;
    }

    @Test
    void aRedirectThatSomebodyHasTurnedElsewhereIsPutRight() {
        lab.asking(request -> request.withObject("/loadBalancer").put("http", "redirect"));
        run();
        UrlMap map = lab.collections().urlMaps().find("lab-http-redirect").orElseThrow();
        ByHand.await(lab.clients()
                .urlMaps()
                .patchAsync(
                        lab.project(),
                        "lab-http-redirect",
                        UrlMap.newBuilder()
                                .setFingerprint(map.getFingerprint())
                                .setDefaultUrlRedirect(
                                        HttpRedirectAction.newBuilder().setHostRedirect("elsewhere.example.com"))
                                .build()));

        run();

        assertThat(lab.collections()
                        .urlMaps()
                        .find("lab-http-redirect")
                        .orElseThrow()
                        .getDefaultUrlRedirect()
                        .getHostRedirect())
                .isEmpty();
    }

    @Test
    void theDoorStaysShutWhileTheGuardIsAway() {
        switchIapOff();
        assertThatThrownBy(this::run)
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("Identity-Aware Proxy is not on");
        assertThat(lab.collections().forwardingRules().find(RULE)).isEmpty();
    }

    @Test
    void anOpenDoorIsNotTurnedToABackendServiceWithoutTheGuard() {
        run();
        lab.asking(request -> request.withObject("/backendService").put("name", "another-backend-service"));
        lab.run(BackendStage.NAME);
        assertThatThrownBy(this::run).isInstanceOf(Rejected.class);
        assertThat(lab.clients()
                        .urlMaps()
                        .get(lab.project(), "my-load-balancer")
                        .getDefaultService())
                .endsWith("/my-backend-service");
    }

    @Test
    void aSecondRunWritesNothing() {
        Map<String, String> first = run();
        Set<String> operations = lab.operations();
        assertThat(run()).isEqualTo(first);
        assertThat(lab.operations()).isEqualTo(operations);
    }

    @Test
    void anotherCertificateIsSwitchedToInPlace() {
        run();
        lab.deployment().started().clear();
        lab.asking(
                request -> request.withObject("/certificate/selfSigned/subject").put("commonName", "Other"));
        lab.run(CertificateStage.NAME);
        run();
        assertThat(lab.deployment().started())
                .last()
                .isEqualTo("targetHttpsProxies/my-load-balancer-target-proxy/patch/sslCertificates");
    }

    @Test
    void aPathSomebodyHasAddedIsTakenAway() {
        run();
        UrlMap map = lab.clients().urlMaps().get(lab.project(), "my-load-balancer");
        ByHand.await(lab.clients()
                .urlMaps()
                .patchAsync(
                        lab.project(),
                        "my-load-balancer",
                        UrlMap.newBuilder()
                                .setFingerprint(map.getFingerprint())
                                .addHostRules(
                                        HostRule.newBuilder().addHosts("*").setPathMatcher("m"))
                                .addPathMatchers(PathMatcher.newBuilder()
                                        .setName("m")
                                        .setDefaultService(map.getDefaultService()))
                                .build()));
        run();
        UrlMap after = lab.clients().urlMaps().get(lab.project(), "my-load-balancer");
        assertThat(after.getPathMatchersCount()).isZero();
        assertThat(after.getHostRulesCount()).isZero();
        assertThat(after.getDefaultService()).isEqualTo(map.getDefaultService());
    }

    private Map<String, String> run() {
        return lab.run(FrontendStage.NAME).outputs();
    }

    private TargetHttpsProxy proxy() {
        return lab.collections()
                .targetHttpsProxies()
                .find("my-load-balancer-target-proxy")
                .orElseThrow();
    }

    private ForwardingRule rule() {
        return lab.clients().globalForwardingRules().get(lab.project(), RULE);
    }

    private void switchIapOff() {
        BackendService service = lab.clients().backendServices().get(lab.project(), "my-backend-service");
        ByHand.await(lab.clients()
                .backendServices()
                .patchAsync(
                        lab.project(),
                        "my-backend-service",
                        BackendService.newBuilder()
                                .setFingerprint(service.getFingerprint())
                                .setIap(BackendServiceIAP.newBuilder().setEnabled(false))
                                .build()));
    }
}
