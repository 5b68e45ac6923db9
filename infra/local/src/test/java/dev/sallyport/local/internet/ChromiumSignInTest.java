package dev.sallyport.local.internet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way through the sign-in as a person with a browser goes it; pictures of the pages are kept under target/screenshots. */
class ChromiumSignInTest {
    private static final String ALICE = TestAccounts.ALICE.email();
    private static final String BOB = TestAccounts.BOB.email();
    private static final String CAROL = TestAccounts.CAROL.email();

    @TempDir
    private Path profile;

    private Lab lab;
    private Chromium chromium;

    @BeforeEach
    void start() throws CertificateException {
        assumeTrue(
                Chromium.isInstalled(),
                "chromium or chromedriver is not on the PATH, so nobody signs in with a real browser"
                        + " (Debian: apt-get install chromium chromium-driver)");
        lab = Lab.provisioned();
        chromium = new Chromium(
                lab.internet.port(), profile, List.of(lab.certificate.certificate(), certificateAuthority()));
    }

    @AfterEach
    void close() {
        if (chromium != null) {
            chromium.close();
        }
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void aPersonWithAccessIsGreetedByTheApplication() {
        chromium.open(Lab.URL);
        chromium.photograph("1-sign-in");
        chromium.press(ALICE);
        chromium.awaitText("Hi, " + ALICE + ". I am lab-");
        chromium.photograph("2-allowed");

        assertThat(chromium.url()).isEqualTo(Lab.URL);
        assertThat(chromium.cookies())
                .hasSize(2)
                .anyMatch(name -> name.startsWith("__Host-GCP_IAP_AUTH_TOKEN_"))
                .contains("GCP_IAP_UID");
    }

    @Test
    void aPersonWithoutAccessIsToldSoByName() {
        chromium.open(Lab.URL);
        chromium.press(BOB);
        chromium.awaitText("You don't have access");
        chromium.photograph("3-no-access");

        assertThat(chromium.text()).contains("Access denied. For user " + BOB + ".");
        assertThat(host()).isEqualTo(Lab.ADDRESS);
    }

    @Test
    void aPersonFromOutsideTheOrganisationIsStoppedAtTheSignInPage() {
        lab.policies.grant(lab.resource(77), CAROL);

        chromium.open(Lab.URL);
        chromium.press(CAROL);
        chromium.awaitText("Access blocked");
        chromium.photograph("4-other-organisation");

        assertThat(chromium.text()).contains(CAROL, "Error 403: org_internal");
        assertThat(host()).isEqualTo("accounts.google.com");

        chromium.press("Choose another account");
        chromium.awaitText("Choose an account");
        chromium.press(ALICE);
        chromium.awaitText("Hi, " + ALICE);
    }

    @Test
    void whoeverHasNoAccessCanComeAgainAsSomebodyElse() {
        chromium.open(Lab.URL);
        chromium.press(BOB);
        chromium.awaitText("You don't have access");
        chromium.press("another account");
        chromium.awaitText("Choose an account");
        chromium.press(ALICE);
        chromium.awaitText("Hi, " + ALICE);

        assertThat(chromium.url()).isEqualTo(Lab.URL);
    }

    @Test
    void signingOutLeadsBackToTheSignInPage() {
        chromium.open(Lab.URL);
        chromium.press(ALICE);
        chromium.awaitText("Hi, " + ALICE);

        chromium.open(Lab.URL + "?gcp-iap-mode=CLEAR_LOGIN_COOKIE");

        chromium.awaitText("Choose an account");
        assertThat(host()).isEqualTo("accounts.google.com");
    }

    @Test
    void anAddressNobodyHasIsComplainedAboutWhereItWasTyped() {
        chromium.open(Lab.URL);
        chromium.type("another account", "nobody@example.com");
        chromium.press("Next");
        chromium.awaitText("Nobody here has the address nobody@example.com");
        chromium.photograph("5-unknown-account");

        chromium.type("another account", ALICE);
        chromium.press("Next");
        chromium.awaitText("Hi, " + ALICE);
    }

    @Test
    void thePagesFetchNothing() {
        chromium.open(Lab.URL);
        assertThat(chromium.fetched()).isEmpty();

        chromium.press(BOB);
        chromium.awaitText("You don't have access");
        assertThat(chromium.fetched()).isEmpty();
    }

    private String host() {
        return URI.create(chromium.url()).getHost();
    }

    private X509Certificate certificateAuthority() throws CertificateException {
        byte[] pem = lab.internet.caCertificatePem().getBytes(StandardCharsets.US_ASCII);
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }
}
