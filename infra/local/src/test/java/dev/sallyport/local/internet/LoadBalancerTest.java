package dev.sallyport.local.internet;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.compute.v1.HostRule;
import com.google.cloud.compute.v1.HttpRedirectAction;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.PathMatcher;
import com.google.cloud.compute.v1.PathRule;
import com.google.cloud.compute.v1.UrlMap;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadBalancerTest {
    private final Lab lab = Lab.provisioned();

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void theUploadedCertificateIsServed() {
        assertThat(servedTo(lab.client())).isEqualTo(lab.certificate.certificate());
    }

    @Test
    void aTraditionalRsaKeyIsServedAsWell() {
        TestCertificate rsa = TestCertificate.selfSignedRsa("Test");
        lab.putCertificate(rsa);

        assertThat(servedTo(lab.client())).isEqualTo(rsa.certificate());
    }

    @Test
    void aChangedCertificateIsServedToNewConnectionsWhileOldOnesGoOn() {
        TestClient connected = lab.client();
        connected.get(Lab.URL);
        TestCertificate renewed = TestCertificate.selfSigned("Renewed");

        lab.putCertificate(renewed);

        assertThat(servedTo(lab.client())).isEqualTo(renewed.certificate());
        assertThat(servedTo(connected)).isEqualTo(lab.certificate.certificate());
    }

    @Test
    void noRequestIsLostWhileEverythingBehindTheAddressIsReplaced() {
        lab.putService(77, false);
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Set<String>>> visitors =
                Stream.generate(() -> visitor(over)).limit(3).toList();

        for (int i = 0; i < 10; i++) {
            lab.putCertificate(TestCertificate.selfSigned("Renewed " + i));
            lab.putFrontEnd();
            lab.putService(77, false);
            lab.client().get(Lab.URL);
        }
        over.set(true);

        assertThat(visitors)
                .allSatisfy(visitor -> assertThat(visitor.join()).containsExactly("200 Unauthorized request."));
    }

    /** Somebody who asks again and again, every other time over a new connection. */
    private CompletableFuture<Set<String>> visitor(AtomicBoolean over) {
        return CompletableFuture.supplyAsync(() -> {
            Set<String> answers = new HashSet<>();
            TestClient connected = lab.client();
            while (!over.get()) {
                for (TestClient client : List.of(connected, lab.client())) {
                    HttpResponse<String> response = client.get(Lab.URL);
                    answers.add(response.statusCode() + " " + response.body());
                }
            }
            return answers;
        });
    }

    @Test
    void everyHealthyVmServesInTurn() {
        Browser browser = new Browser(lab.client());
        browser.signIn(Lab.URL, TestAccounts.ALICE.email());

        List<String> bodies =
                Stream.generate(() -> browser.open(Lab.URL).body()).limit(4).toList();

        assertThat(bodies.subList(0, 2))
                .containsExactlyInAnyOrder("Hi, alice@example.com. I am lab-1.", "Hi, alice@example.com. I am lab-2.");
        assertThat(bodies.subList(2, 4)).isEqualTo(bodies.subList(0, 2));
    }

    @Test
    void theAnswerNamesTheFrontEndItCameBy() {
        lab.putService(77, false);

        assertThat(lab.client().get(Lab.URL).headers().allValues("via")).containsExactly("1.1 google");
    }

    @Test
    void hostAndPathChooseTheService() {
        String open = Lab.link("global/backendServices/open");
        lab.compute.put(
                open, lab.service().toBuilder().setSelfLink(open).clearIap().build());
        lab.compute.put(
                Lab.URL_MAP,
                UrlMap.newBuilder()
                        .setDefaultService(Lab.SERVICE)
                        .addHostRules(HostRule.newBuilder()
                                .addHosts("shop.example.com")
                                .setPathMatcher("shop"))
                        .addPathMatchers(PathMatcher.newBuilder()
                                .setName("shop")
                                .setDefaultService(Lab.SERVICE)
                                .addPathRules(PathRule.newBuilder()
                                        .addPaths("/open/*")
                                        .setService(open)))
                        .build());

        assertThat(status("/open/door", "shop.example.com")).contains("404 Not Found");
        assertThat(status("/closed", "shop.example.com")).contains("302");
        assertThat(status("/open/door", "other.example.com")).contains("302");
    }

    private String status(String path, String host) {
        try (RawFrontEnd frontEnd = new RawFrontEnd(lab.internet.port())) {
            return frontEnd.get(path, "Host: " + host);
        }
    }

    @Test
    void http2IsSpokenInsideTls() {
        assertThat(lab.client().get(Lab.URL).version()).isEqualTo(HttpClient.Version.HTTP_2);
    }

    @Test
    void theFrontEndAnswers502WhenNoVmIsHealthy() {
        lab.putService(77, false);
        lab.compute.remove(Lab.FIREWALL);

        HttpResponse<String> response = lab.client().get(Lab.URL);

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("Please try again in 30 seconds");
    }

    @Test
    void requestsNeedTheFirstOfGooglesRangesAndProbesTheSecond() {
        lab.putService(77, false);
        lab.putFirewall("allow-iap-traffic", List.of("35.191.0.0/16"));
        assertThat(lab.client().get(Lab.URL).statusCode()).isEqualTo(502);
        assertThat(healthStates()).containsOnly("HEALTHY");

        lab.putFirewall("allow-iap-traffic", List.of("130.211.0.0/22"));
        assertThat(lab.client().get(Lab.URL).statusCode()).isEqualTo(502);
        assertThat(healthStates()).containsOnly("UNHEALTHY");
    }

    @Test
    void aStoppedVmGetsNoRequests() {
        lab.putService(77, false);
        Instance stopped = lab.vm(1, Lab.STARTUP_SCRIPT);
        lab.internet.machines().stop(stopped);

        assertThat(lab.internet.health().of(lab.service(), Lab.GROUP))
                .extracting(status -> status.getInstance()
                                .substring(status.getInstance().lastIndexOf('/') + 1) + " " + status.getHealthState())
                .containsExactlyInAnyOrder("lab-1 UNHEALTHY", "lab-2 HEALTHY");
        for (int i = 0; i < 4; i++) {
            assertThat(lab.client().get(Lab.URL).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aPathWithoutDestinationIsNotFound() {
        lab.compute.put(Lab.URL_MAP, UrlMap.getDefaultInstance());

        assertThat(lab.client().get(Lab.URL).statusCode()).isEqualTo(404);
    }

    @Test
    void aPlainFrontEndCanRedirectToTls() {
        lab.putPlainFrontEnd();
        lab.compute.put(
                Lab.URL_MAP,
                UrlMap.newBuilder()
                        .setDefaultUrlRedirect(HttpRedirectAction.newBuilder()
                                .setHttpsRedirect(true)
                                .setRedirectResponseCode("MOVED_PERMANENTLY_DEFAULT"))
                        .build());

        HttpResponse<String> response = lab.client().get("http://" + Lab.ADDRESS + "/deep/path?with=query");

        assertThat(response.statusCode()).isEqualTo(301);
        assertThat(response.body()).contains("301 Moved").contains("The document has moved");
        assertThat(response.headers().firstValue("location"))
                .hasValue("https://" + Lab.ADDRESS + "/deep/path?with=query");
    }

    @Test
    void aForwardingRuleThatIsGoneAnswersNobody() {
        lab.compute.remove(Lab.RULE);

        assertThat(lab.client().connect(Lab.ADDRESS + ":443", "")).startsWith("HTTP/1.1 403");
    }

    @Test
    void aPortWithoutForwardingRuleIsDropped() {
        assertThat(lab.client().connect(Lab.ADDRESS + ":80", ""))
                .startsWith("HTTP/1.1 504")
                .contains("No forwarding rule at 34.160.0.9 takes port 80.");
    }

    private List<String> healthStates() {
        return lab.internet.health().of(lab.service(), Lab.GROUP).stream()
                .map(status -> status.getHealthState())
                .toList();
    }

    private static X509Certificate servedTo(TestClient client) {
        try {
            return (X509Certificate)
                    client.get(Lab.URL).sslSession().orElseThrow().getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException e) {
            throw new AssertionError("no certificate was served", e);
        }
    }
}
