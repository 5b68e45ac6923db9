package dev.sallyport.local.internet;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.compute.v1.BackendServiceIAP;
import com.google.cloud.iap.v1.AccessSettings;
import com.google.cloud.iap.v1.IapSettings;
import com.google.cloud.iap.v1.OAuthSettings;
import com.google.protobuf.StringValue;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTest {
    private static final String OURS = "ours.apps.googleusercontent.com";
    private static final String ALICE = TestAccounts.ALICE.email();
    /** SHA-256 of "secret". */
    private static final String DIGEST_OF_SECRET = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

    private static final String DIGEST_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final Lab lab = Lab.provisioned();
    private final Browser browser = new Browser(lab.client());

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void aPersonWithAccessIsServedAfterSigningIn() {
        HttpResponse<String> response = browser.signIn(Lab.URL, ALICE);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).matches("Hi, alice@example\\.com\\. I am lab-[12]\\.");
        assertThat(response.headers().firstValue("x-goog-iap-generated-response"))
                .isEmpty();
    }

    @Test
    void theWayLeadsOverGooglesHostsAndBackToWhereItBegan() {
        browser.signIn(Lab.URL + "?a=b", ALICE);

        assertThat(browser.visited())
                .extracting(url -> url.getHost() + url.getPath())
                .containsExactly(
                        Lab.ADDRESS + "/",
                        "accounts.google.com/o/oauth2/v2/auth",
                        "accounts.google.com/signin",
                        "iap.googleapis.com" + browser.visited().get(3).getPath(),
                        Lab.ADDRESS + "/",
                        Lab.ADDRESS + "/");
        assertThat(browser.visited().get(3).getPath()).matches("/v1/oauth/clientIds/[^/]+:handleRedirect");
        assertThat(browser.visited().get(4).getQuery()).startsWith("gcp-iap-mode=AUTHENTICATING&redirect_token_v2=");
        assertThat(browser.visited().get(5)).hasToString(Lab.URL + "?a=b");
    }

    @Test
    void theSessionIsTwoCookiesAndTheNonceIsGone() {
        browser.signIn(Lab.URL, ALICE);

        assertThat(browser.cookies(Lab.ADDRESS).keySet())
                .hasSize(2)
                .anyMatch(name -> name.matches("__Host-GCP_IAP_AUTH_TOKEN_[0-9A-F]{16}"))
                .contains("GCP_IAP_UID");
        assertThat(browser.cookies(Lab.ADDRESS)).containsEntry("GCP_IAP_UID", TestAccounts.ALICE.id());
    }

    @Test
    void aSessionNeedsNoSecondSignIn() {
        browser.signIn(Lab.URL, ALICE);

        assertThat(browser.open(Lab.URL).body()).startsWith("Hi, " + ALICE);
    }

    @Test
    void aSessionEndsAfterADay() {
        browser.signIn(Lab.URL, ALICE);

        lab.clock.advance(Duration.ofHours(25));

        assertThat(browser.open(Lab.URL).uri().getHost()).isEqualTo("accounts.google.com");
    }

    @Test
    void aMemberWithoutAccessIsDeniedByName() {
        HttpResponse<String> response = browser.signIn(Lab.URL, TestAccounts.BOB.email());

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("Access denied. For user bob@example.com.");
        assertThat(response.headers().firstValue("x-goog-iap-generated-response"))
                .hasValue("true");
    }

    @Test
    void accessGrantedOrRevokedCountsFromTheNextRequestOfTheSession() {
        browser.signIn(Lab.URL, TestAccounts.BOB.email());
        lab.policies.grant(lab.resource(77), TestAccounts.BOB.email());
        assertThat(browser.open(Lab.URL).statusCode()).isEqualTo(200);

        lab.policies.revoke(lab.resource(77), TestAccounts.BOB.email());

        assertThat(browser.open(Lab.URL).statusCode()).isEqualTo(403);
    }

    @Test
    void googlesOwnClientIsForMembersOfTheOrganisationOnly() {
        lab.policies.grant(lab.resource(77), TestAccounts.CAROL.email());

        HttpResponse<String> response = browser.signIn(Lab.URL, TestAccounts.CAROL.email());

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.uri().getHost()).isEqualTo("accounts.google.com");
        assertThat(response.body()).contains("Error 403: org_internal");
    }

    @Test
    void aClientOfTheProjectsOwnIsForEverybody() {
        lab.putService(
                77,
                service -> service.setIap(BackendServiceIAP.newBuilder()
                        .setEnabled(true)
                        .setOauth2ClientId("ours.apps.googleusercontent.com")
                        .setOauth2ClientSecretSha256(DIGEST_OF_SECRET)));
        lab.policies.grant(lab.resource(77), TestAccounts.CAROL.email());

        assertThat(browser.signIn(Lab.URL, TestAccounts.CAROL.email()).body())
                .startsWith("Hi, carol@elsewhere.example.");
    }

    @Test
    void aClientWithTheRegisteredSecretSignsIn() {
        lab.internet.registeredClients().register(OURS, "secret");
        putOwnClient(DIGEST_OF_SECRET);

        assertThat(browser.signIn(Lab.URL, ALICE).body()).startsWith("Hi, alice@example.com.");
    }

    @Test
    void aClientWithAnotherSecretThanTheRegisteredOneFailsAfterSigningIn() {
        lab.internet.registeredClients().register(OURS, "another");
        putOwnClient(DIGEST_OF_SECRET);

        HttpResponse<String> response = browser.signIn(Lab.URL, ALICE);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("Error code 11");
    }

    @Test
    void aClientWithoutASecretFailsAfterSigningIn() {
        putOwnClient(DIGEST_OF_NOTHING);

        assertThat(browser.signIn(Lab.URL, ALICE).body()).contains("Error code 11");
    }

    @Test
    void aClientOfTheSettingsComesBeforeTheServicesOwn() {
        putOwnClient(DIGEST_OF_SECRET);
        lab.policies.settings(IapSettings.newBuilder()
                .setAccessSettings(AccessSettings.newBuilder()
                        .setOauthSettings(OAuthSettings.newBuilder()
                                .setClientId(StringValue.of("settings.apps.googleusercontent.com"))
                                .setClientSecretSha256(StringValue.of(DIGEST_OF_SECRET))))
                .build());

        assertThat(browser.signIn(Lab.URL, ALICE).body()).startsWith("Hi, alice@example.com.");
        assertThat(browser.visited().get(1).getQuery()).contains("client_id=settings.apps.googleusercontent.com&");
    }

    @Test
    void aCodeWithoutThePkceVerifierOfTheVisitIsRefused() {
        String page = browser.open(Lab.URL).body();
        String others = new Browser(lab.client()).open(Lab.URL).body();
        String swapped = page.replace(challengeOn(page), challengeOn(others));

        HttpResponse<String> response = lab.client()
                .post("https://accounts.google.com/signin", Browser.form(swapped) + "&email=" + Browser.encode(ALICE));

        assertThat(lab.client()
                        .get(response.headers().firstValue("location").orElseThrow())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aRefreshedSessionBeginsAnew() {
        browser.signIn(Lab.URL, ALICE);
        lab.clock.advance(Duration.ofHours(20));

        HttpResponse<String> refreshed = browser.open(Lab.URL + "?gcp-iap-mode=DO_SESSION_REFRESH");
        lab.clock.advance(Duration.ofHours(20));

        assertThat(refreshed.body()).contains("Session refreshed");
        assertThat(browser.open(Lab.URL).body()).startsWith("Hi, alice@example.com.");
    }

    @Test
    void refreshingWithoutASessionLeadsThroughTheSignInPage() {
        HttpResponse<String> response = browser.signIn(Lab.URL + "_gcp_iap/do_session_refresh", ALICE);

        assertThat(response.body()).contains("Session refreshed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?gcp-iap-mode=SESSION_REFRESHER", "_gcp_iap/session_refresher"})
    void theSessionRefresherReloadsItself(String path) {
        browser.signIn(Lab.URL, ALICE);

        assertThat(browser.open(Lab.URL + path).body()).contains("<meta http-equiv=\"refresh\" content=\"2700\">");
    }

    private void putOwnClient(String secretDigest) {
        lab.putService(
                77,
                service -> service.setIap(BackendServiceIAP.newBuilder()
                        .setEnabled(true)
                        .setOauth2ClientId(OURS)
                        .setOauth2ClientSecretSha256(secretDigest)));
    }

    private static String challengeOn(String page) {
        return page.replaceFirst("(?s).*?name=\"code_challenge\" value=\"([^\"]+)\".*", "$1");
    }

    @Test
    void anUnknownAddressIsNotSignedIn() {
        HttpResponse<String> response = browser.signIn(Lab.URL, "nobody@example.com");

        assertThat(response.body()).contains("Nobody here has the address nobody@example.com");
        assertThat(browser.cookies(Lab.ADDRESS)).doesNotContainKey("GCP_IAP_UID");
    }

    @Test
    void theSignInPageOffersEveryPerson() {
        assertThat(browser.open(Lab.URL).body())
                .contains("alice@example.com", "bob@example.com", "carol@elsewhere.example", "Use another account");
    }

    @Test
    void aClientNobodyHasIsRefused() {
        HttpResponse<String> response =
                browser.open("https://accounts.google.com/o/oauth2/v2/auth?client_id=nobodys&response_type=code");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains("invalid_client");
    }

    @Test
    void aRedirectElsewhereIsRefused() {
        String location = browser.visit(URI.create(Lab.URL), null)
                .headers()
                .firstValue("location")
                .orElseThrow();

        HttpResponse<String> response =
                browser.open(location.replace("https://iap.googleapis.com/", "https://evil.example/"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("redirect_uri_mismatch");
    }

    @Test
    void theReturnLegOfAnotherBrowserIsRefused() {
        browser.signIn(Lab.URL, ALICE);
        URI returnLeg = browser.visited().get(4);

        HttpResponse<String> response = new Browser(lab.client()).open(returnLeg.toString());

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("Error code 9");
    }

    @Test
    void anAuthorizationCodeIsGoodOnce() {
        browser.signIn(Lab.URL, ALICE);
        URI handleRedirect = browser.visited().get(3);

        assertThat(browser.visit(handleRedirect, null).statusCode()).isEqualTo(400);
    }

    @Test
    void aStateThatWasChangedIsRefused() {
        HttpResponse<String> page = browser.open(Lab.URL);
        String state = page.uri().getQuery().replaceFirst(".*&state=", "");
        String other = page.body().replace(state, state.substring(0, state.length() - 4) + "AAAA");

        HttpResponse<String> response = lab.client()
                .post("https://accounts.google.com/signin", Browser.form(other) + "&email=" + Browser.encode(ALICE));
        HttpResponse<String> end =
                lab.client().get(response.headers().firstValue("location").orElseThrow());

        assertThat(end.statusCode()).isEqualTo(400);
        assertThat(end.body()).contains("Error code 9");
    }

    @Test
    void aSessionOfOneServiceIsNoneOfAnother() {
        browser.signIn(Lab.URL, ALICE);
        lab.putService(78, true);
        lab.policies.grant(lab.resource(78), ALICE);

        assertThat(browser.open(Lab.URL).uri().getHost()).isEqualTo("accounts.google.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deep?gcp-iap-mode=CLEAR_LOGIN_COOKIE", "_gcp_iap/clear_login_cookie"})
    void signingOutForgetsEveryCookie(String path) {
        browser.signIn(Lab.URL, ALICE);

        HttpResponse<String> response = browser.visit(URI.create(Lab.URL + path), null);

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("location")).hasValue(Lab.URL);
        assertThat(browser.cookies(Lab.ADDRESS)).isEmpty();
    }
}
