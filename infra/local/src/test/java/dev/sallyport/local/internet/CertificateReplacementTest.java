package dev.sallyport.local.internet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody who is signed in notices that the certificate, the URL map or the SSL policy is replaced. */
class CertificateReplacementTest {
    private static final int REPLACEMENTS = 5;
    /** Enough that some are on their way whenever something changes. */
    private static final int REQUESTS_IN_BETWEEN = 24;

    private final TestCertificate first = TestCertificate.selfSigned("first");
    private final DeployedApp app = new DeployedApp(first);

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void noRequestIsLostAndNewConnectionsGetTheNewCertificate() {
        String session = app.sessionOfAlice();
        assertThat(app.client().get(app.url()).version()).isEqualTo(HttpClient.Version.HTTP_2);
        Visitor staying = Visitor.onOneConnection(app, session);
        Visitor comingAgain = Visitor.onNewConnections(app, session);
        List<Visitor> visitors = List.of(staying, comingAgain);
        awaitMoreOf(visitors);

        String before = "cert";
        for (int i = 1; i <= REPLACEMENTS; i++) {
            TestCertificate renewed = TestCertificate.selfSigned("renewed " + i);
            replaceCertificate(before, "cert-" + i, renewed);
            before = "cert-" + i;
            assertThat(app.served()).isEqualTo(renewed.certificate());
            awaitMoreOf(visitors);
            replaceUrlMap("map-" + i);
            replaceSslPolicy("policy-" + i, i % 2 == 0 ? "MODERN" : "RESTRICTED");
            awaitMoreOf(visitors);
        }
        visitors.forEach(Visitor::leave);

        assertThat(visitors).allSatisfy(visitor -> assertThat(visitor.lost()).isEmpty());
        assertThat(staying.certificates()).containsExactly(first.certificate());
        assertThat(comingAgain.certificates()).hasSizeGreaterThan(REPLACEMENTS);
    }

    /** The old one goes at once: nothing that still uses it is left behind. */
    private void replaceCertificate(String old, String name, TestCertificate certificate) {
        app.insertCertificate(name, certificate);
        app.change(
                "targetHttpsProxies/proxy/setSslCertificates",
                "{\"sslCertificates\": [\"global/sslCertificates/" + name + "\"]}");
        app.delete("global/sslCertificates/" + old);
    }

    private void replaceUrlMap(String name) {
        app.insertUrlMap(name);
        app.change("targetHttpsProxies/proxy/setUrlMap", "{\"urlMap\": \"global/urlMaps/" + name + "\"}");
    }

    private void replaceSslPolicy(String name, String profile) {
        app.change(
                "global/sslPolicies",
                "{\"name\": \"" + name + "\", \"profile\": \"" + profile + "\", \"minTlsVersion\": \"TLS_1_2\"}");
        app.change(
                "global/targetHttpsProxies/proxy/setSslPolicy", "{\"sslPolicy\": \"global/sslPolicies/" + name + "\"}");
    }

    private static void awaitMoreOf(List<Visitor> visitors) {
        List<Long> before = visitors.stream().map(Visitor::greetings).toList();
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> assertThat(visitors).allSatisfy(visitor -> {
                    long greeted = visitor.greetings() - before.get(visitors.indexOf(visitor));
                    assertThat(greeted).isGreaterThanOrEqualTo(REQUESTS_IN_BETWEEN);
                }));
    }
}
