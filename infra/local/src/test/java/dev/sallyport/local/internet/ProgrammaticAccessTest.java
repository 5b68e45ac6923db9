package dev.sallyport.local.internet;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.compute.v1.BackendServiceIAP;
import com.google.cloud.iam.credentials.v1.GenerateAccessTokenRequest;
import com.google.cloud.iam.credentials.v1.GenerateAccessTokenResponse;
import com.google.cloud.iap.v1.AccessSettings;
import com.google.cloud.iap.v1.IapSettings;
import com.google.cloud.iap.v1.OAuthSettings;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.client.proxy.ProxyConfig;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.sallyport.local.identity.IamCredentials;
import dev.sallyport.local.identity.LocalAccounts;
import io.grpc.stub.StreamObserver;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Programs at the door: ID tokens, access tokens, and which of two headers counts. */
class ProgrammaticAccessTest {
    private static final String OURS = "ours.apps.googleusercontent.com";
    private static final String ROBOT = TestAccounts.ROBOT.email();

    private final Lab lab = Lab.provisioned();
    private final IamCredentials iamCredentials = new IamCredentials(new LocalAccounts(), lab.accessTokens, lab.clock);

    @BeforeEach
    void theRobotMayComeIn() {
        lab.policies.grant(lab.resource(77), ROBOT);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void anIdTokenForTheAppsOwnClientIsServed() {
        useOwnClient();

        assertThat(with(idToken(OURS)).body()).startsWith("Hi, " + ROBOT + ".");
    }

    @Test
    void anIdTokenForAnotherClientIsRefused() {
        useOwnClient();

        assertRefused(
                with(idToken("another.apps.googleusercontent.com")), "Invalid bearer token. Invalid JWT audience.");
    }

    @Test
    void anIdTokenForTheGoogleManagedClientIsRefused() {
        String managed = lab.client()
                .get(Lab.URL)
                .headers()
                .firstValue("location")
                .orElseThrow()
                .replaceFirst(".*[?&]client_id=([^&]+).*", "$1");

        assertRefused(with(idToken(managed)), "Invalid bearer token. Invalid JWT audience.");
        assertRefused(with(idToken(Lab.URL)), "Invalid bearer token. Invalid JWT audience.");
    }

    @Test
    void anIdTokenForAProgrammaticClientIsServed() {
        lab.policies.settings(IapSettings.newBuilder()
                .setAccessSettings(AccessSettings.newBuilder()
                        .setOauthSettings(OAuthSettings.newBuilder().addProgrammaticClients("desktop-app")))
                .build());

        assertThat(with(idToken("desktop-app")).statusCode()).isEqualTo(200);
        assertThat(with(idToken("other-app")).statusCode()).isEqualTo(401);
    }

    @Test
    void anExpiredIdTokenIsRefused() {
        useOwnClient();
        String token = idToken(OURS);

        lab.clock.advance(Duration.ofMinutes(61));

        assertRefused(with(token), "Invalid bearer token. JWT has expired.");
    }

    @Test
    void anIdTokenThatGoogleDidNotSignIsRefused() {
        useOwnClient();

        assertRefused(with(TestAccounts.forged(claims(OURS))), "JWT signature is invalid");
    }

    @Test
    void anIdTokenWithoutAnAddressIsRefused() {
        useOwnClient();
        JWTClaimsSet nameless =
                new JWTClaimsSet.Builder(claims(OURS)).claim("email", null).build();

        assertRefused(
                with(TestAccounts.signedByGoogle(nameless)), "Invalid bearer token. The ID token has no email claim.");
    }

    @Test
    void aServiceAccountsAccessTokenIsServedUntilItRunsOut() {
        String token = accessToken("https://www.googleapis.com/auth/cloud-platform");
        assertThat(with(token).body()).startsWith("Hi, " + ROBOT + ".");

        lab.clock.advance(Duration.ofMinutes(61));

        assertRefused(with(token), "Invalid bearer token. Error code 900");
    }

    @Test
    void anAccessTokenThatDoesNotTellWhoHoldsItIsRefused() {
        assertRefused(
                with(accessToken("https://www.googleapis.com/auth/compute.readonly")),
                "Invalid bearer token. Error code 900");
    }

    @Test
    void aGoodTokenInEitherHeaderIsEnough() {
        String good = accessToken("email");

        assertThat(throughTunnel("Bearer garbage", "Bearer " + good)).isEqualTo(200);
        assertThat(throughTunnel("Bearer " + good, "Bearer garbage")).isEqualTo(200);
        assertThat(throughTunnel("Bearer garbage", "Basic for-the-app")).isEqualTo(401);
    }

    private void useOwnClient() {
        lab.putService(
                77,
                service -> service.setIap(
                        BackendServiceIAP.newBuilder().setEnabled(true).setOauth2ClientId(OURS)));
    }

    private String idToken(String audience) {
        return TestAccounts.signedByGoogle(claims(audience));
    }

    private JWTClaimsSet claims(String audience) {
        Instant now = lab.clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(LocalAccounts.GOOGLE)
                .subject(TestAccounts.ROBOT.id())
                .audience(audience)
                .claim("email", ROBOT)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))))
                .build();
    }

    private String accessToken(String scope) {
        GenerateAccessTokenRequest request = GenerateAccessTokenRequest.newBuilder()
                .setName("projects/-/serviceAccounts/" + ROBOT)
                .addScope(scope)
                .build();
        CompletableFuture<String> token = new CompletableFuture<>();
        iamCredentials.generateAccessToken(request, new StreamObserver<>() {
            @Override
            public void onNext(GenerateAccessTokenResponse response) {
                token.complete(response.getAccessToken());
            }

            @Override
            public void onError(Throwable failure) {
                token.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {}
        });
        return token.join();
    }

    private HttpResponse<String> with(String token) {
        return lab.client().get(Lab.URL, "authorization", "Bearer " + token);
    }

    /** The status of a request whose Proxy-Authorization goes to the front end, inside TLS, and not to the proxy. */
    private int throughTunnel(String proxyAuthorization, String authorization) {
        InetSocketAddress proxy = new InetSocketAddress("127.0.0.1", lab.internet.port());
        try (ClientFactory connections = ClientFactory.builder()
                .proxyConfig(ProxyConfig.connect(proxy))
                .tlsNoVerify()
                .build()) {
            RequestHeaders headers = RequestHeaders.builder(HttpMethod.GET, Lab.URL)
                    .set("proxy-authorization", proxyAuthorization)
                    .set("authorization", authorization)
                    .build();
            return WebClient.builder()
                    .factory(connections)
                    .build()
                    .execute(headers)
                    .aggregate()
                    .join()
                    .status()
                    .code();
        }
    }

    private static void assertRefused(HttpResponse<String> response, String reason) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("x-goog-iap-generated-response"))
                .hasValue("true");
        assertThat(response.body()).isEqualTo("Invalid IAP credentials: " + reason);
    }
}
