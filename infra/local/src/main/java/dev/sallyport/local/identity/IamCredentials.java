package dev.sallyport.local.identity;

import com.google.cloud.iam.credentials.v1.GenerateAccessTokenRequest;
import com.google.cloud.iam.credentials.v1.GenerateAccessTokenResponse;
import com.google.cloud.iam.credentials.v1.GenerateIdTokenRequest;
import com.google.cloud.iam.credentials.v1.GenerateIdTokenResponse;
import com.google.cloud.iam.credentials.v1.IAMCredentialsGrpc.IAMCredentialsImplBase;
import com.google.cloud.iam.credentials.v1.SignBlobRequest;
import com.google.cloud.iam.credentials.v1.SignBlobResponse;
import com.google.cloud.iam.credentials.v1.SignJwtRequest;
import com.google.cloud.iam.credentials.v1.SignJwtResponse;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.grpc.Unary;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * google.iam.credentials.v1.IAMCredentials: signs on behalf of service accounts. Whoever reaches the local cloud may
 * sign for every service account; on Google Cloud that takes roles/iam.serviceAccountTokenCreator.
 */
public final class IamCredentials extends IAMCredentialsImplBase {
    private static final Pattern NAME = Pattern.compile("projects/-/serviceAccounts/(?<account>[^/]+)");
    private static final long HOUR_IN_SECONDS = 3600;

    private final LocalAccounts accounts;
    private final AccessTokens accessTokens;
    private final IdTokens idTokens;
    private final InstantSource clock;

    public IamCredentials(LocalAccounts accounts, AccessTokens accessTokens, InstantSource clock) {
        this.accounts = accounts;
        this.accessTokens = accessTokens;
        this.idTokens = new IdTokens(accounts, clock);
        this.clock = clock;
    }

    @Override
    public void signBlob(SignBlobRequest request, StreamObserver<SignBlobResponse> observer) {
        Unary.answer(observer, () -> {
            SigningKey key = accounts.signingKey(account(request.getName()).email());
            byte[] signature = key.sign(request.getPayload().toByteArray());
            return SignBlobResponse.newBuilder()
                    .setKeyId(key.id())
                    .setSignedBlob(ByteString.copyFrom(signature))
                    .build();
        });
    }

    @Override
    public void signJwt(SignJwtRequest request, StreamObserver<SignJwtResponse> observer) {
        Unary.answer(observer, () -> {
            SigningKey key = accounts.signingKey(account(request.getName()).email());
            JwtPayload.check(request.getPayload(), clock.instant());
            return SignJwtResponse.newBuilder()
                    .setKeyId(key.id())
                    .setSignedJwt(SignedToken.of(request.getPayload(), key))
                    .build();
        });
    }

    @Override
    public void generateIdToken(GenerateIdTokenRequest request, StreamObserver<GenerateIdTokenResponse> observer) {
        Unary.answer(observer, () -> {
            Account account = account(request.getName());
            if (request.getAudience().isEmpty()) {
                throw ApiException.invalid("audience: expected the audience that the token is for");
            }
            String token = idTokens.of(account, request.getAudience(), request.getIncludeEmail());
            return GenerateIdTokenResponse.newBuilder().setToken(token).build();
        });
    }

    @Override
    public void generateAccessToken(
            GenerateAccessTokenRequest request, StreamObserver<GenerateAccessTokenResponse> observer) {
        Unary.answer(observer, () -> {
            Account account = account(request.getName());
            if (request.getScopeCount() == 0) {
                throw ApiException.invalid("scope: expected at least one OAuth scope");
            }
            Instant expiry = clock.instant().plusSeconds(lifetime(request));
            return GenerateAccessTokenResponse.newBuilder()
                    .setAccessToken(accessTokens.issue(account, request.getScopeList(), expiry))
                    .setExpireTime(Timestamps.fromMillis(expiry.toEpochMilli()))
                    .build();
        });
    }

    private static long lifetime(GenerateAccessTokenRequest request) {
        Duration lifetime = request.getLifetime();
        if (!request.hasLifetime()) {
            return HOUR_IN_SECONDS;
        }
        if (!Durations.isPositive(lifetime) || lifetime.getSeconds() > HOUR_IN_SECONDS) {
            throw ApiException.invalid(
                    "lifetime: " + Durations.toString(lifetime) + " is not more than 0s and at most 3600s");
        }
        return lifetime.getSeconds();
    }

    private Account account(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw ApiException.invalid("name: '" + name + "' is not projects/-/serviceAccounts/EMAIL_OR_ID");
        }
        String account = matcher.group("account");
        return accounts.serviceAccount(account)
                .orElseThrow(() -> ApiException.notFound("Not found; Gaia id not found for email " + account));
    }
}
