package dev.sallyport.local.internet;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an app behind load balancer and IAP is told with a request. */
class ToldToTheAppTest {
    private final Lab lab = Lab.empty();

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void theLoadBalancerTellsWhereARequestComesFrom() {
        lab.bootGuestProgram();
        lab.putService(77, false);
        lab.putFrontEnd();

        String told = lab.client().get(Lab.URL + "a;b=c?d=e").body();

        assertThat(told)
                .contains("GET /a;b=c?d=e HTTP/1.1")
                .containsIgnoringCase("\nvia: 1.1 google")
                .containsIgnoringCase("\nx-forwarded-for: 198.51.100.10, 34.160.0.9")
                .containsIgnoringCase("\nx-forwarded-proto: https");
    }

    @Test
    void whatTheClientSaysOfThoseBeforeItStaysInFront() {
        lab.bootGuestProgram();
        lab.putService(77, false);
        lab.putFrontEnd();

        assertThat(lab.client().get(Lab.URL, "x-forwarded-for", "192.0.2.99").body())
                .containsIgnoringCase("\nx-forwarded-for: 192.0.2.99, 198.51.100.10, 34.160.0.9");
    }

    @Test
    void whatOnlyGoogleMaySetIsGooglesAlone() {
        Browser browser = signedIn();

        String told = lab.client()
                .get(
                        Lab.URL,
                        "cookie",
                        browser.cookieHeader(Lab.ADDRESS),
                        "x-goog-authenticated-user-email",
                        "forged",
                        "X-Goog-Whatever",
                        "forged")
                .body();

        assertThat(told)
                .containsIgnoringCase("\nx-goog-authenticated-user-email: accounts.google.com:alice@example.com")
                .containsIgnoringCase("\nx-goog-authenticated-user-id: accounts.google.com:1001")
                .doesNotContain("forged");
    }

    /** A person whom the app behind IAP knows. */
    private Browser signedIn() {
        lab.bootGuestProgram();
        lab.putService(77, true);
        lab.putFrontEnd();
        lab.policies.grant(lab.resource(77), TestAccounts.ALICE.email());
        Browser browser = new Browser(lab.client());
        browser.signIn(Lab.URL, TestAccounts.ALICE.email());
        return browser;
    }

    @Test
    void theSecureTokenTestHasAnOlderPath() throws ParseException {
        Browser browser = signedIn();

        assertThat(assertionAt(browser, "_gcp_iap/secure_token_test/audience").getAudience())
                .containsExactly("/projects/0/global/backendServices/0");
        assertThat(assertionAt(browser, "some/path").getAudience())
                .singleElement()
                .asString()
                .endsWith("/77");
    }

    /** What the app is told about who asks. */
    private static JWTClaimsSet assertionAt(Browser browser, String path) throws ParseException {
        String told = browser.open(Lab.URL + path).body();
        String assertion = told.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("x-goog-iap-jwt-assertion: "))
                .map(line -> line.split(": ")[1])
                .findFirst()
                .orElseThrow();
        return SignedJWT.parse(assertion).getJWTClaimsSet();
    }

    @Test
    void whatProxyAuthorizationProvesLeavesAuthorizationToTheApp() {
        lab.bootGuestProgram();
        lab.putService(77, true);
        lab.putFrontEnd();
        lab.policies.grant(lab.resource(77), TestAccounts.ROBOT.email());
        String token = TestAccounts.signedByRobot(new JWTClaimsSet.Builder()
                .issuer(TestAccounts.ROBOT.email())
                .subject(TestAccounts.ROBOT.email())
                .audience(Lab.URL)
                .issueTime(Date.from(lab.clock.instant()))
                .expirationTime(Date.from(lab.clock.instant().plus(Duration.ofMinutes(30))))
                .build());

        try (RawFrontEnd frontEnd = new RawFrontEnd(lab.internet.port())) {
            String status = frontEnd.get(
                    "/",
                    "Host: " + Lab.ADDRESS,
                    "Proxy-Authorization: Bearer " + token,
                    "Authorization: Basic for-the-app",
                    "Connection: close");

            assertThat(status).contains("200");
            assertThat(Stream.generate(frontEnd::readLine).takeWhile(Objects::nonNull))
                    .anyMatch(line -> line.equalsIgnoreCase("authorization: Basic for-the-app"))
                    .noneMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("proxy-authorization:"));
        }
    }
}
