package dev.sallyport.local.internet.iap;

import com.google.cloud.iap.v1.OAuthSettings;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.sallyport.local.identity.AccessTokens;
import dev.sallyport.local.identity.Account;
import dev.sallyport.local.identity.Accounts;
import dev.sallyport.local.identity.LocalAccounts;
import io.netty.util.AsciiString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Programmatic access, by one of three kinds of token:
 *
 * <ul>
 *   <li>a JWT that a service account signed itself: RS256, {@code iss} and {@code sub} the account, {@code aud} the app's
 *       URL, at most an hour long; it needs no OAuth client
 *   <li>an ID token that Google issued: {@code aud} the app's own OAuth client or one of {@code programmaticClients}; a
 *       Google-managed client is no audience
 *   <li>an access token with a scope that tells who holds it
 * </ul>
 *
 * @see <a href="https://cloud.google.com/iap/docs/authentication-howto">Programmatic authentication</a>
 */
public final class BearerTokens {
    private static final String SCHEME = "Bearer ";
    private static final List<AsciiString> CARRIERS =
            List.of(HttpHeaderNames.PROXY_AUTHORIZATION, HttpHeaderNames.AUTHORIZATION);
    private static final Set<String> GOOGLE = Set.of(LocalAccounts.GOOGLE, "accounts.google.com");
    private static final String ACCESS_TOKEN = "ya29.";

    private final Accounts accounts;
    private final AccessTokens accessTokens;
    private final OAuthClients clients;

    public BearerTokens(Accounts accounts, AccessTokens accessTokens, OAuthClients clients) {
        this.accounts = accounts;
        this.accessTokens = accessTokens;
        this.clients = clients;
    }

    /**
     * Who the request's bearer token is of; empty without one. What Proxy-Authorization cannot prove, Authorization may.
     *
     * @throws TokenRefused if there are tokens and none is good; it says what is wrong with the first
     */
    Optional<Account> account(AppRequest request, Instant now) throws TokenRefused {
        TokenRefused first = null;
        for (String token : tokens(request)) {
            try {
                return Optional.of(holder(token, request, now));
            } catch (TokenRefused refused) {
                first = first == null ? refused : first;
            }
        }
        if (first != null) {
            throw first;
        }
        return Optional.empty();
    }

    private static List<String> tokens(AppRequest request) {
        return CARRIERS.stream()
                .map(name -> request.headers().get(name, ""))
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip())
                .toList();
    }

    private Account holder(String token, AppRequest request, Instant now) throws TokenRefused {
        if (token.startsWith(ACCESS_TOKEN)) {
            return accessTokens.identified(token, now).orElseThrow(() -> TokenRefused.invalid("Error code 900"));
        }
        BearerJwt jwt = BearerJwt.parse(token);
        return GOOGLE.contains(jwt.issuer()) ? ofIdToken(jwt, request, now) : ofServiceAccount(jwt, request, now);
    }

    private Account ofIdToken(BearerJwt jwt, AppRequest request, Instant now) throws TokenRefused {
        jwt.checkSignature(accounts.keysOf(LocalAccounts.GOOGLE));
        jwt.checkTimes(now);
        checkAudience(jwt.claims(), audiences(request));
        if (!(jwt.claims().getClaim("email") instanceof String email)) {
            throw TokenRefused.invalid("The ID token has no email claim.");
        }
        return known(email);
    }

    private Account ofServiceAccount(BearerJwt jwt, AppRequest request, Instant now) throws TokenRefused {
        boolean selfIssued = jwt.issuer().endsWith(".gserviceaccount.com")
                && jwt.issuer().equals(jwt.claims().getSubject());
        if (!selfIssued) {
            throw new TokenRefused("JWT signature is invalid");
        }
        jwt.checkSignature(accounts.keysOf(jwt.issuer()));
        jwt.checkTimes(now);
        if (jwt.claims().getAudience().stream().noneMatch(audience -> covers(audience, request))) {
            throw wrongAudience();
        }
        return known(jwt.issuer());
    }

    private Account known(String email) throws TokenRefused {
        return accounts.byEmail(email).orElseThrow(() -> TokenRefused.invalid("Unknown account."));
    }

    /** The OAuth clients whose ID tokens the app takes. */
    private Set<String> audiences(AppRequest request) {
        OAuthSettings settings = request.settings().getAccessSettings().getOauthSettings();
        Stream<String> own = clients.of(request.app(), request.settings()).stream()
                .filter(client -> !client.isManaged())
                .map(OAuthClient::id);
        return Stream.concat(own, settings.getProgrammaticClientsList().stream())
                .collect(Collectors.toSet());
    }

    private static void checkAudience(JWTClaimsSet claims, Set<String> audiences) throws TokenRefused {
        if (claims.getAudience().stream().noneMatch(audiences::contains)) {
            throw wrongAudience();
        }
    }

    private static TokenRefused wrongAudience() {
        return TokenRefused.invalid("Invalid JWT audience.");
    }

    /** An audience is a URL of the app, or the beginning of one followed by an asterisk. */
    private static boolean covers(String audience, AppRequest request) {
        String url = request.origin() + request.path();
        List<String> exact = request.path().equals("/") ? List.of(url, request.origin()) : List.of(url);
        return exact.contains(audience)
                || audience.endsWith("/*") && url.startsWith(audience.substring(0, audience.length() - 1));
    }
}
