package dev.sallyport.local.internet;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.compute.v1.BackendServiceIAP;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignInTest {
    private static final String ALICE = TestAccounts.ALICE.email();

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
                        .setOauth2ClientId("ours.apps.googleusercontent.com")));
        lab.policies.grant(lab.resource(77), TestAccounts.CAROL.email());

        assertThat(browser.signIn(Lab.URL, TestAccounts.CAROL.email()).body())
                .startsWith("Hi, carol@elsewhere.example.");
    }

    @Test
    void anUnknownAddressIsNotSignedIn() {
        HttpResponse<String> response = browser.signIn(Lab.URL, "nobody@example.com");

        assertThat(response.body()).contains("find your Google Account: nobody@example.com");
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

    @Test
    void signingOutForgetsEveryCookie() {
        browser.signIn(Lab.URL, ALICE);

        HttpResponse<String> response =
                browser.visit(URI.create(Lab.URL + "deep?gcp-iap-mode=CLEAR_LOGIN_COOKIE"), null);

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("location")).hasValue(Lab.URL);
        assertThat(browser.cookies(Lab.ADDRESS)).isEmpty();
    }
}
