package dev.sallyport.local.internet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.cloud.compute.v1.SslCertificate;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A certificate that Google manages is issued once its domain points at the load balancer that serves it. */
class ManagedCertificateTest {
    private static final String DOMAIN = "app.example.com";

    private final DeployedApp app = new DeployedApp(TestCertificate.selfSigned("first"));

    @BeforeEach
    void askForACertificate() {
        app.change(
                "global/sslCertificates",
                "{\"name\": \"managed\", \"type\": \"MANAGED\", \"managed\": {\"domains\": [\"" + DOMAIN + "\"]}}");
    }

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void untilThenItIsProvisioningAndItsDomainIsNotVisible() {
        serveIt();

        awaitDomainStatus("FAILED_NOT_VISIBLE");

        assertThat(certificate().getManaged().getStatus()).isEqualTo("PROVISIONING");
    }

    @Test
    void aDomainThatPointsElsewhereIsNotEnough() {
        serveIt();
        app.cloud().internet().names().point(DOMAIN, "192.0.2.77");

        awaitDomainStatus("FAILED_NOT_VISIBLE");
    }

    @Test
    void aDomainWhoseLoadBalancerServesAnotherCertificateIsNotEnough() {
        app.cloud().internet().names().point(DOMAIN, app.address());

        awaitDomainStatus("FAILED_NOT_VISIBLE");
    }

    @Test
    void onceItPointsHereTheCertificateIsActiveAndServedUnderItsName() throws Exception {
        serveIt();
        app.cloud().internet().names().point(DOMAIN, app.address());

        awaitDomainStatus("ACTIVE");

        SslCertificate issued = certificate();
        assertThat(issued.getManaged().getStatus()).isEqualTo("ACTIVE");
        assertThat(issued.getSubjectAlternativeNamesList()).containsExactly(DOMAIN);
        assertThat(issued.hasPrivateKey()).isFalse();
        X509Certificate leaf = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(issued.getCertificate().getBytes(StandardCharsets.US_ASCII)));
        assertThat(app.servedAt("https://" + DOMAIN + "/")).isEqualTo(leaf);
    }

    private void serveIt() {
        app.change(
                "targetHttpsProxies/proxy/setSslCertificates",
                "{\"sslCertificates\": [\"global/sslCertificates/managed\"]}");
    }

    private void awaitDomainStatus(String status) {
        await().until(() ->
                certificate().getManaged().getDomainStatusOrDefault(DOMAIN, "").equals(status));
    }

    private SslCertificate certificate() {
        return app.cloud()
                .compute()
                .find(SslCertificate.class, "projects/" + DeployedApp.PROJECT + "/global/sslCertificates/managed")
                .orElseThrow();
    }
}
