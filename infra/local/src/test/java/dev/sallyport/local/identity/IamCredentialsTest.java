package dev.sallyport.local.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.iam.credentials.v1.GenerateAccessTokenResponse;
import com.google.cloud.iam.credentials.v1.GenerateIdTokenResponse;
import com.google.cloud.iam.credentials.v1.IamCredentialsClient;
import com.google.cloud.iam.credentials.v1.IamCredentialsSettings;
import com.google.cloud.iam.credentials.v1.SignBlobResponse;
import com.google.cloud.iam.credentials.v1.SignJwtResponse;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sallyport.local.grpc.InProcess;
import java.io.IOException;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IamCredentialsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String ROBOT = "robot@lab-project.iam.gserviceaccount.com";
    private static final String NAME = "projects/-/serviceAccounts/" + ROBOT;
    private static final List<String> NO_DELEGATES = List.of();
    private static final List<String> SCOPES = List.of("https://www.googleapis.com/auth/cloud-platform");

    private final LocalAccounts accounts = new LocalAccounts();
    private final AccessTokens tokens = new AccessTokens();
    private InProcess services;
    private IamCredentialsClient client;

    @BeforeEach
    void start() throws IOException {
        services = InProcess.serving(List.of(new IamCredentials(accounts, tokens, () -> NOW)));
        client = IamCredentialsClient.create(IamCredentialsSettings.newBuilder()
                .setTransportChannelProvider(services.transport())
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
    }

    @AfterEach
    void stop() {
        client.close();
        services.close();
    }

    @Test
    void aJwtIsSignedWithTheAccountsPublishedKey() throws Exception {
        SignJwtResponse response = client.signJwt(NAME, NO_DELEGATES, "{\"aud\":\"https://app\",\"exp\":1795438800}");

        SignedJWT jwt = SignedJWT.parse(response.getSignedJwt());
        RSAPublicKey key = accounts.keysOf(ROBOT).get(response.getKeyId());
        assertThat(jwt.verify(new RSASSAVerifier(key))).isTrue();
        assertThat(jwt.getHeader().getKeyID()).isEqualTo(response.getKeyId());
        assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly("https://app");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json| payload: not JSON",
                "[1]| expected a JSON object",
                "{\"exp\":\"soon\"}| expected a whole number of seconds",
                "{\"exp\":1795500000}| more than 12 hours ahead",
            })
    void aPayloadThatIsNoSetOfClaimsIsRefused(String payload, String message) {
        assertThatThrownBy(() -> client.signJwt(NAME, NO_DELEGATES, payload))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aBlobIsSignedWithTheAccountsPublishedKey() throws Exception {
        ByteString blob = ByteString.copyFromUtf8("blob");

        SignBlobResponse response = client.signBlob(NAME, NO_DELEGATES, blob);

        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(accounts.keysOf(ROBOT).get(response.getKeyId()));
        signature.update(blob.toByteArray());
        assertThat(signature.verify(response.getSignedBlob().toByteArray())).isTrue();
    }

    @Test
    void anIdTokenIsGooglesForTheAudience() throws Exception {
        GenerateIdTokenResponse response = client.generateIdToken(NAME, NO_DELEGATES, "client-1", true);

        SignedJWT jwt = SignedJWT.parse(response.getToken());
        RSAPublicKey key =
                accounts.keysOf(LocalAccounts.GOOGLE).get(jwt.getHeader().getKeyID());
        assertThat(jwt.verify(new RSASSAVerifier(key))).isTrue();
        JWTClaimsSet claims = jwt.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo("https://accounts.google.com");
        assertThat(claims.getAudience()).containsExactly("client-1");
        assertThat(claims.getStringClaim("email")).isEqualTo(ROBOT);
        assertThat(claims.getSubject())
                .isEqualTo(accounts.byEmail(ROBOT).orElseThrow().id());
        assertThat(claims.getExpirationTime().toInstant()).isEqualTo(NOW.plusSeconds(3600));
    }

    @Test
    void anIdTokenNamesTheAddressOnlyIfAsked() throws Exception {
        String token =
                client.generateIdToken(NAME, NO_DELEGATES, "client-1", false).getToken();

        assertThat(SignedJWT.parse(token).getJWTClaimsSet().getClaim("email")).isNull();
    }

    @Test
    void anAccessTokenStandsForTheAccountUntilItRunsOut() {
        GenerateAccessTokenResponse response = client.generateAccessToken(NAME, NO_DELEGATES, SCOPES, seconds(60));
        String token = response.getAccessToken();

        assertThat(tokens.holder(token, NOW.plusSeconds(59))).isEqualTo(accounts.byEmail(ROBOT));
        assertThat(tokens.holder(token, NOW.plusSeconds(60))).isEmpty();
        assertThat(tokens.holder(token + "x", NOW)).isEmpty();
        assertThat(response.getExpireTime().getSeconds()).isEqualTo(NOW.getEpochSecond() + 60);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 3601})
    void anAccessTokenLivesAtMostAnHour(long lifetime) {
        assertThatThrownBy(() -> client.generateAccessToken(NAME, NO_DELEGATES, SCOPES, seconds(lifetime)))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void anAccessTokenHasAScope() {
        assertThatThrownBy(() -> client.generateAccessToken(NAME, NO_DELEGATES, List.of(), seconds(60)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("scope");
    }

    @Test
    void anAccountThatHasBeenNamedGoesByItsIdToo() {
        String id = accounts.byEmail(ROBOT).orElseThrow().id();

        SignBlobResponse response = client.signBlob("projects/-/serviceAccounts/" + id, NO_DELEGATES, ByteString.EMPTY);

        assertThat(accounts.keysOf(ROBOT)).containsKey(response.getKeyId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice@example.com", "nobody", "100000000000000000000"})
    void onlyServiceAccountsSign(String account) {
        assertThatThrownBy(
                        () -> client.signBlob("projects/-/serviceAccounts/" + account, NO_DELEGATES, ByteString.EMPTY))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void theProjectOfAnAccountIsWrittenAsADash() {
        assertThatThrownBy(() -> client.signBlob(
                        "projects/lab-project/serviceAccounts/" + ROBOT, NO_DELEGATES, ByteString.EMPTY))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("projects/-/serviceAccounts/");
    }

    private static Duration seconds(long seconds) {
        return Duration.newBuilder().setSeconds(seconds).build();
    }
}
