package dev.sallyport.local.internet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.cloud.compute.v1.SslCertificate;
import com.google.cloud.compute.v1.SslPolicy;
import com.google.cloud.compute.v1.TargetHttpsProxy;
import dev.sallyport.local.compute.SslProfile;
import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a front end negotiates: certificates by name, versions and cipher suites by SSL policy. */
class FrontEndTlsTest {
    private static final String POLICY = Lab.link("global/sslPolicies/strict");
    private static final String CBC = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA";
    private static final String ECDHE = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";

    private final Lab lab = Lab.provisioned();

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void theNameAskedForChoosesAmongTheCertificates() throws Exception {
        TestCertificate one = certificate("one", "one.example.com");
        TestCertificate other = certificate("other", "*.other.example.com");
        certificates("one", "other");

        assertThat(servedFor("one.example.com")).isEqualTo(one.certificate());
        assertThat(servedFor("deep.other.example.com")).isEqualTo(other.certificate());
        assertThat(servedFor("unknown.example.com")).isEqualTo(one.certificate());
    }

    @Test
    void aPolicysMinimumVersionIsKept() throws Exception {
        assertThat(handshake(tls -> tls.setProtocols(new String[] {"TLSv1.2"})).getProtocol())
                .isEqualTo("TLSv1.2");

        policy("TLS_1_3", List.of());

        assertThatThrownBy(() -> handshake(tls -> tls.setProtocols(new String[] {"TLSv1.2"})))
                .isInstanceOf(IOException.class);
        assertThat(handshake(tls -> {}).getProtocol()).isEqualTo("TLSv1.3");
    }

    @ParameterizedTest
    @CsvSource({
        "COMPATIBLE, TLS_1_0, 1, true",
        "COMPATIBLE, TLS_1_0, 2, true",
        "COMPATIBLE, TLS_1_1, 1, false",
        "COMPATIBLE, TLS_1_1, 2, true",
        "COMPATIBLE, TLS_1_2, 2, false",
        "MODERN,     TLS_1_0, 1, true",
        "MODERN,     TLS_1_2, 2, false",
        "RESTRICTED, TLS_1_0, 2, false",
        "RESTRICTED, TLS_1_2, 1, false",
        "RESTRICTED, TLS_1_2, 2, false",
    })
    void aClientThatIsOlderThanThePolicyIsRefused(SslProfile profile, String minimum, int version, boolean served)
            throws IOException {
        assumeTrue(OpenSsl.isAvailable(), "no native TLS here, and Java's own refuses old versions by itself");
        policy(minimum, profile.suites());

        assertThat(isServed(version)).isEqualTo(served);
    }

    @Test
    void withoutAPolicyEvenTls10IsSpoken() throws IOException {
        assumeTrue(OpenSsl.isAvailable(), "no native TLS here, and Java's own refuses old versions by itself");

        assertThat(isServed(1)).isTrue();
    }

    /** @param version 1 for TLS 1.0, 2 for TLS 1.1 */
    private boolean isServed(int version) throws IOException {
        try (Socket tunnel = RawFrontEnd.tunnel(lab.internet.port())) {
            return new OldClientHello(version).isAnsweredOn(tunnel);
        }
    }

    @Test
    void ofTheSuitesThatAClientTakesOneThatHttp2AllowsIsChosen() throws Exception {
        String good = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
        Consumer<SSLParameters> clientOfTls12 = tls -> {
            tls.setProtocols(new String[] {"TLSv1.2"});
            tls.setCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", good});
        };
        assertThat(handshake(clientOfTls12).getCipherSuite()).isEqualTo(good);

        policy("TLS_1_0", SslProfile.MODERN.suites());

        assertThat(handshake(clientOfTls12).getCipherSuite()).isEqualTo(good);
    }

    @Test
    void aPolicysCipherSuitesAreTheOnlyOnes() throws Exception {
        lab.putCertificate(TestCertificate.selfSignedRsa("Test"));
        policy("TLS_1_2", List.of(CBC, ECDHE));
        assertThat(handshake(only(CBC)).getCipherSuite()).isEqualTo(CBC);

        policy("TLS_1_2", List.of(ECDHE));

        assertThat(handshake(only(ECDHE)).getCipherSuite()).isEqualTo(ECDHE);
        assertThatThrownBy(() -> handshake(only(CBC))).isInstanceOf(IOException.class);
    }

    @Test
    void anotherPolicyLeavesOpenConnectionsAlone() {
        try (RawFrontEnd connected = new RawFrontEnd(lab.internet.port())) {
            assertThat(connected.get("/", "Host: a")).contains("302");

            policy("TLS_1_3", List.of());
            lab.client().get(Lab.URL);

            assertThat(connected.rest().get("/", "Host: a")).contains("302");
        }
    }

    private TestCertificate certificate(String name, String host) {
        TestCertificate certificate = TestCertificate.selfSigned(host);
        String link = Lab.link("global/sslCertificates/" + name);
        lab.compute.putPrivateKey(link, certificate.keyPem());
        lab.compute.put(
                link,
                SslCertificate.newBuilder()
                        .setSelfLink(link)
                        .setCertificate(certificate.certificatePem())
                        .build());
        return certificate;
    }

    private void certificates(String... names) {
        TargetHttpsProxy.Builder proxy = proxy().clearSslCertificates();
        List.of(names).forEach(name -> proxy.addSslCertificates(Lab.link("global/sslCertificates/" + name)));
        lab.compute.put(Lab.PROXY, proxy.build());
    }

    private void policy(String minimum, List<String> suites) {
        lab.compute.put(
                POLICY,
                SslPolicy.newBuilder()
                        .setMinTlsVersion(minimum)
                        .addAllEnabledFeatures(suites)
                        .build());
        lab.compute.put(Lab.PROXY, proxy().setSslPolicy(POLICY).build());
    }

    private TargetHttpsProxy.Builder proxy() {
        return lab.compute.find(TargetHttpsProxy.class, Lab.PROXY).orElseThrow().toBuilder();
    }

    private static Consumer<SSLParameters> only(String suite) {
        return tls -> {
            tls.setProtocols(new String[] {"TLSv1.2"});
            tls.setCipherSuites(new String[] {suite});
        };
    }

    private X509Certificate servedFor(String name) throws IOException {
        SSLSession session = handshake(tls -> tls.setServerNames(List.of(new SNIHostName(name))));
        return (X509Certificate) session.getPeerCertificates()[0];
    }

    private SSLSession handshake(Consumer<SSLParameters> change) throws IOException {
        try (Socket tunnel = RawFrontEnd.tunnel(lab.internet.port());
                SSLSocket socket = (SSLSocket)
                        TestClient.trustingAnybody().getSocketFactory().createSocket(tunnel, Lab.ADDRESS, 443, true)) {
            SSLParameters tls = socket.getSSLParameters();
            change.accept(tls);
            socket.setSSLParameters(tls);
            socket.startHandshake();
            // In TLS 1.3 the server's refusal comes after the client's handshake is over: something has to be said.
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            return socket.getSession();
        }
    }
}
