package dev.sallyport.local.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.PushConfig.OidcToken;
import com.google.pubsub.v1.Subscription;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sallyport.local.FreshProject;
import dev.sallyport.local.LocalCloud;
import dev.sallyport.local.LocalCloudExtension;
import dev.sallyport.local.identity.LocalAccounts;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pushes whose endpoint wants to know who calls. */
@ExtendWith(LocalCloudExtension.class)
class AuthenticatedPushTest {
    private final PushEndpoint endpoint = new PushEndpoint();
    private LocalCloud cloud;
    private PubSubClients clients;
    private String account;
    private String topic;

    @BeforeEach
    void aTopic(LocalCloud localCloud, @FreshProject String project) {
        cloud = localCloud;
        clients = new PubSubClients(cloud.apiEndpoint());
        account = "pusher@" + project + ".iam.gserviceaccount.com";
        topic = "projects/" + project + "/topics/pushed";
        clients.topics().createTopic(topic);
    }

    @AfterEach
    void close() {
        clients.close();
        endpoint.close();
    }

    @Test
    void theTokenNamesTheAccountAndIsSignedByGoogle() throws Exception {
        SignedJWT token = tokenOfPush(OidcToken.newBuilder().setServiceAccountEmail(account));

        RSAPublicKey key = cloud.accounts()
                .keysOf(LocalAccounts.GOOGLE)
                .get(token.getHeader().getKeyID());
        assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(LocalAccounts.GOOGLE);
        assertThat(claims.getStringClaim("email")).isEqualTo(account);
        assertThat(claims.getBooleanClaim("email_verified")).isTrue();
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void theTokenIsForTheEndpointsAddress() throws Exception {
        SignedJWT token = tokenOfPush(OidcToken.newBuilder().setServiceAccountEmail(account));

        assertThat(token.getJWTClaimsSet().getAudience()).containsExactly(endpoint.url("/push"));
    }

    @Test
    void theTokenIsForTheAudienceThatTheSubscriptionNames() throws Exception {
        SignedJWT token = tokenOfPush(
                OidcToken.newBuilder().setServiceAccountEmail(account).setAudience("my-service"));

        assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("my-service");
    }

    private SignedJWT tokenOfPush(OidcToken.Builder wanted) throws Exception {
        clients.subscriptions()
                .createSubscription(Subscription.newBuilder()
                        .setName(topic.replace("/topics/", "/subscriptions/"))
                        .setTopic(topic)
                        .setPushConfig(PushConfig.newBuilder()
                                .setPushEndpoint(endpoint.url("/push"))
                                .setOidcToken(wanted))
                        .build());
        clients.publish(topic, "hello");
        String authorization = endpoint.await(1).get(0).headers().getFirst("Authorization");
        assertThat(authorization).startsWith("Bearer ");
        return SignedJWT.parse(authorization.substring("Bearer ".length()));
    }
}
