package dev.sallyport.local.internet;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.compute.v1.BackendServiceIAP;
import com.google.cloud.iap.v1.AccessSettings;
import com.google.cloud.iap.v1.IapSettings;
import com.google.cloud.iap.v1.OAuthSettings;
import com.google.protobuf.StringValue;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IapRedirectTest {
    private final Lab lab = Lab.provisioned();

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void aStrangerIsSentToGooglesSignInPage() {
        HttpResponse<String> response = lab.client().get(Lab.URL);

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("x-goog-iap-generated-response"))
                .hasValue("true");
        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("text/html");
        assertThat(response.body()).isEqualTo("Invalid IAP credentials: empty token");
    }

    @Test
    void theRedirectHasGooglesParametersInGooglesOrder() {
        URI location = location(lab.client().get(Lab.URL));

        assertThat(location.toString()).startsWith("https://accounts.google.com/o/oauth2/v2/auth?client_id=");
        assertThat(Arrays.stream(location.getRawQuery().split("&"))
                        .map(parameter -> parameter.split("=")[0]))
                .containsExactly(
                        "client_id",
                        "response_type",
                        "scope",
                        "redirect_uri",
                        "code_challenge",
                        "code_challenge_method",
                        "cred_ref",
                        "state");
        assertThat(location.getRawQuery())
                .contains("&response_type=code&scope=openid+email&")
                .contains("&code_challenge_method=S256&cred_ref=true&")
                .containsPattern("client_id=([^&]+)&.*redirect_uri=https://iap.googleapis.com/v1/oauth/clientIds/"
                        + "\\1:handleRedirect&");
    }

    @Test
    void theNonceCookieLastsTenMinutes() {
        String cookie =
                lab.client().get(Lab.URL).headers().firstValue("set-cookie").orElseThrow();

        assertThat(cookie).matches("GCP_IAP_XSRF_NONCE_[\\w-]{22}=1; expires=[^;]+ GMT; path=/; Secure; HttpOnly");
    }

    @Test
    void aHeadRequestIsRedirectedWithoutBody() {
        HttpResponse<String> response =
                lab.client().send(TestClient.request(Lab.URL).method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void scriptsGet401() {
        TestClient client = lab.client();

        assertThat(client.get(Lab.URL, "accept", "application/json").statusCode())
                .isEqualTo(401);
        assertThat(client.get(Lab.URL, "x-requested-with", "XMLHttpRequest").statusCode())
                .isEqualTo(401);
        HttpResponse<String> posted = client.post(Lab.URL, "a=b", "accept", "text/html");
        assertThat(posted.statusCode()).isEqualTo(401);
        assertThat(posted.headers().firstValue("x-goog-iap-generated-response")).hasValue("true");
    }

    @Test
    void aNamedClientIsUsedInsteadOfGooglesOwn() {
        lab.putService(
                77,
                service -> service.setIap(BackendServiceIAP.newBuilder()
                        .setEnabled(true)
                        .setOauth2ClientId("ours.apps.googleusercontent.com")));

        assertThat(location(lab.client().get(Lab.URL)).getRawQuery())
                .startsWith("client_id=ours.apps.googleusercontent.com&");
    }

    @Test
    void aBlankClientMeansGooglesOwn() {
        lab.putService(
                77,
                service -> service.setIap(
                        BackendServiceIAP.newBuilder().setEnabled(true).setOauth2ClientId(" ")));

        assertThat(location(lab.client().get(Lab.URL)).getRawQuery())
                .startsWith("client_id=" + lab.projects.named(Lab.PROJECT).number() + "-");
    }

    @Test
    void theLoginHintBecomesTheLastParameter() {
        lab.policies.settings(IapSettings.newBuilder()
                .setAccessSettings(AccessSettings.newBuilder()
                        .setOauthSettings(OAuthSettings.newBuilder().setLoginHint(StringValue.of("example.com"))))
                .build());

        assertThat(location(lab.client().get(Lab.URL)).getRawQuery()).endsWith("&hd=example.com");
    }

    private static URI location(HttpResponse<String> response) {
        return URI.create(response.headers().firstValue("location").orElseThrow());
    }
}
