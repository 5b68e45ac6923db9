package dev.sallyport.local.internet;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.iap.v1.AccessDeniedPageSettings;
import com.google.cloud.iap.v1.AccessSettings;
import com.google.cloud.iap.v1.ApplicationSettings;
import com.google.cloud.iap.v1.CorsSettings;
import com.google.cloud.iap.v1.IapSettings;
import com.google.protobuf.BoolValue;
import com.google.protobuf.StringValue;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IapDecisionTest {
    private final Lab lab = Lab.provisioned();
    private final Browser browser = new Browser(lab.client());

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void aServiceAccountsOwnJwtIsServed() {
        lab.policies.grant(lab.resource(77), TestAccounts.ROBOT.email());

        HttpResponse<String> response = withBearer(
                "authorization", TestAccounts.signedByRobot(robot(Lab.URL).build()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("Hi, robot@lab-project.iam.gserviceaccount.com.");
    }

    @Test
    void aWildcardAudienceCoversEveryPath() {
        lab.policies.grant(lab.resource(77), TestAccounts.ROBOT.email());

        HttpResponse<String> response = withBearer(
                "authorization", TestAccounts.signedByRobot(robot(Lab.URL + "*").build()));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void aServiceAccountWithoutAccessIsDeniedByName() {
        HttpResponse<String> response = withBearer(
                "authorization", TestAccounts.signedByRobot(robot(Lab.URL).build()));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).isEqualTo("Access denied. For user robot@lab-project.iam.gserviceaccount.com.");
    }

    @Test
    void aBadBearerTokenIs401WithTheReason() {
        JWTClaimsSet good = robot(Lab.URL).build();
        Date longAfter = Date.from(lab.clock.instant().plus(Duration.ofHours(2)));
        Date longAgo = Date.from(lab.clock.instant().minus(Duration.ofMinutes(50)));
        Date ago = Date.from(lab.clock.instant().minus(Duration.ofMinutes(5)));

        assertThat(refusal("garbage")).isEqualTo("Invalid IAP credentials: Unable to parse JWT");
        assertThat(refusal("ya29.garbage")).contains("900");
        assertThat(refusal(new PlainJWT(good).serialize()))
                .isEqualTo("Invalid IAP credentials: JWT signature is invalid");
        assertThat(refusal(TestAccounts.forged(good))).isEqualTo("Invalid IAP credentials: JWT signature is invalid");
        assertThat(refusal(TestAccounts.signedByRobot(
                        robot("https://other.example/").build())))
                .isEqualTo("Invalid IAP credentials: Invalid bearer token. Invalid JWT audience.");
        assertThat(refusal(TestAccounts.signedByRobot(
                        robot(Lab.URL).expirationTime(longAfter).build())))
                .contains("Invalid JWT times");
        assertThat(refusal(TestAccounts.signedByRobot(
                        robot(Lab.URL).issueTime(longAgo).expirationTime(ago).build())))
                .contains("has expired");
        assertThat(refusal(TestAccounts.signedByRobot(
                        robot(Lab.URL).issuer("alice@example.com").build())))
                .contains("signature is invalid");
    }

    @Test
    void allUsersPassWithoutAnIdentity() {
        lab.policies.grant(lab.resource(77), "allUsers");

        HttpResponse<String> response = lab.client().get(Lab.URL);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("Unauthorized request.");
    }

    @Test
    void aForcedLoginAsksEvenWhereAllUsersMayPassAndComesBackWithoutAsking() {
        lab.policies.grant(lab.resource(77), "allUsers");

        HttpResponse<String> response =
                browser.signIn(Lab.URL + "?gcp-iap-mode=FORCE_LOGIN", TestAccounts.ALICE.email());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.uri()).hasToString(Lab.URL);
    }

    @Test
    void identityHeadersOfTheClientDoNotReachTheApp() {
        lab.policies.grant(lab.resource(77), "allUsers");

        HttpResponse<String> response =
                lab.client().get(Lab.URL, "x-goog-iap-jwt-assertion", "forged", "X-Goog-Authenticated-User-Email", "x");

        assertThat(response.body()).isEqualTo("Unauthorized request.");
    }

    @Test
    void withoutIapForgedHeadersReachTheApp() {
        lab.putService(77, false);

        assertThat(lab.client()
                        .get(Lab.URL, "x-goog-iap-jwt-assertion", "forged")
                        .body())
                .startsWith("Error: **ERROR: JWT validation error");
    }

    @Test
    void preflightsPassOnlyIfTheSettingsSaySo() {
        HttpRequest.Builder preflight =
                TestClient.request(Lab.URL).method("OPTIONS", HttpRequest.BodyPublishers.noBody());
        assertThat(lab.client().send(preflight).statusCode()).isEqualTo(401);

        lab.policies.settings(IapSettings.newBuilder()
                .setAccessSettings(AccessSettings.newBuilder()
                        .setCorsSettings(CorsSettings.newBuilder().setAllowHttpOptions(BoolValue.of(true))))
                .build());

        assertThat(lab.client().send(preflight).body()).isEqualTo("Unauthorized request.");
    }

    @Test
    void identityIsToldEvenToThoseWithoutAccess() {
        browser.signIn(Lab.URL, TestAccounts.BOB.email());

        HttpResponse<String> response = browser.open(Lab.URL + "?gcp-iap-mode=IDENTITY");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("{\"email\":\"accounts.google.com:bob@example.com\",\"sub\":\"accounts.google.com:1002\"}");
        assertThat(browser.open(Lab.URL + "_gcp_iap/identity").body()).isEqualTo(response.body());
    }

    @Test
    void anAppsOwnPageForThoseWithoutAccessIsWhereBrowsersGo() {
        browser.signIn(Lab.URL, TestAccounts.BOB.email());
        lab.policies.settings(IapSettings.newBuilder()
                .setApplicationSettings(ApplicationSettings.newBuilder()
                        .setAccessDeniedPageSettings(AccessDeniedPageSettings.newBuilder()
                                .setAccessDeniedPageUri(StringValue.of("https://help.example/no-access"))))
                .build());

        HttpResponse<String> denied = browser.visit(URI.create(Lab.URL), null);

        assertThat(denied.statusCode()).isEqualTo(302);
        assertThat(denied.headers().firstValue("location")).hasValue("https://help.example/no-access");
        assertThat(withBearer(
                                "authorization",
                                TestAccounts.signedByRobot(robot(Lab.URL).build()))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aConditionIsAskedAboutBothSpellingsOfThePath() {
        lab.policies.grantIf(visit -> visit.path().startsWith("/open/"));
        lab.putService(77, true);

        assertThat(lab.client().get(Lab.URL + "open/door").statusCode()).isEqualTo(404);
        assertThat(lab.client().get(Lab.URL + "open;v=1/door").statusCode()).isEqualTo(302);
        assertThat(lab.client().get(Lab.URL + "closed/door").statusCode()).isEqualTo(302);
    }

    @Test
    void aPathThatServersWouldReadDifferentlyIsRefused() {
        assertThat(lab.client().get(Lab.URL + "open/..;/door").statusCode()).isEqualTo(400);
    }

    @Test
    void aConditionSeesTheHostInLowerCaseWithoutPortAndDot() {
        List<String> hosts = new CopyOnWriteArrayList<>();
        lab.policies.grantIf(visit -> {
            hosts.add(visit.host());
            return true;
        });
        try (RawFrontEnd frontEnd = new RawFrontEnd(lab.internet.port())) {
            frontEnd.get("/", "Host: App.Example.COM.:443");
        }

        assertThat(hosts).containsOnly("app.example.com");
    }

    @Test
    void aConditionOnTimeHoldsUntilTheTimeIsOver() {
        Instant end = lab.clock.instant().plus(Duration.ofHours(1));
        lab.policies.grantIf(visit -> visit.time().isBefore(end));
        assertThat(lab.client().get(Lab.URL).statusCode()).isEqualTo(200);

        lab.clock.advance(Duration.ofHours(2));

        assertThat(lab.client().get(Lab.URL).statusCode()).isEqualTo(302);
    }

    @Test
    void aChangedPolicyIsInForceOnceTheDelayIsOver() {
        try (Lab slow = Lab.provisioned(Duration.ofMinutes(2))) {
            assertThat(slow.client().get(Lab.URL).statusCode()).isEqualTo(302);

            slow.policies.grant(slow.resource(77), "allUsers");
            assertThat(slow.client().get(Lab.URL).statusCode()).isEqualTo(302);

            slow.clock.advance(Duration.ofMinutes(2));
            assertThat(slow.client().get(Lab.URL).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void iapSwitchedOffAsksNobody() {
        assertThat(lab.client().get(Lab.URL).statusCode()).isEqualTo(302);

        lab.putService(77, false);

        assertThat(lab.client().get(Lab.URL).statusCode()).isEqualTo(200);
    }

    private JWTClaimsSet.Builder robot(String audience) {
        return new JWTClaimsSet.Builder()
                .issuer(TestAccounts.ROBOT.email())
                .subject(TestAccounts.ROBOT.email())
                .audience(audience)
                .issueTime(Date.from(lab.clock.instant()))
                .expirationTime(Date.from(lab.clock.instant().plus(Duration.ofMinutes(30))));
    }

    private HttpResponse<String> withBearer(String header, String token) {
        return lab.client().get(URI.create(Lab.URL).toString(), header, "Bearer " + token);
    }

    private String refusal(String token) {
        HttpResponse<String> response = withBearer("authorization", token);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("x-goog-iap-generated-response"))
                .hasValue("true");
        return response.body();
    }
}
