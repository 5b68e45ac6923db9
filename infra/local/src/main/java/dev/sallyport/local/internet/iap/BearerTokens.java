package dev.sallyport.local.internet.iap;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sallyport.local.identity.Account;
import dev.sallyport.local.identity.Accounts;
import io.netty.util.AsciiString;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Programmatic access: JWTs that service accounts sign themselves, RS256, {@code iss} and {@code sub} the account,
 * {@code aud} the app's URL, at most an hour long. Nobody issues Google ID tokens or access tokens here, so they are
 * refused.
 *
 * @see <a href="https://cloud.google.com/iap/docs/authentication-howto">Programmatic authentication</a>
 */
final class BearerTokens {
    private static final String SCHEME = "Bearer ";
    private static final Duration LONGEST_LIFE = Duration.ofHours(1);
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final Accounts accounts;

    BearerTokens(Accounts accounts) {
        this.accounts = accounts;
    }

    /** The header that carries a bearer token, if one does: Proxy-Authorization leaves Authorization to the app. */
    static Optional<AsciiString> carrier(RequestHeaders headers) {
        return Stream.of(HttpHeaderNames.PROXY_AUTHORIZATION, HttpHeaderNames.AUTHORIZATION)
                .filter(name -> headers.get(name, "").regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .findFirst();
    }

    /** @throws Refused with IAP's words for what is wrong with the token */
    Account account(String header, AppRequest request, Instant now) throws Refused {
        SignedJWT jwt = parse(header.substring(SCHEME.length()).strip());
        JWTClaimsSet claims = claims(jwt);
        checkSignature(jwt, claims);
        checkTimes(claims, now);
        if (claims.getAudience().stream().noneMatch(audience -> covers(audience, request))) {
            throw new Refused("Invalid bearer token. Invalid JWT audience.");
        }
        return accounts.byEmail(claims.getSubject())
                .orElseThrow(() -> new Refused("Invalid bearer token. Unknown account."));
    }

    private static SignedJWT parse(String token) throws Refused {
        if (token.startsWith("ya29.")) {
            throw new Refused("Invalid bearer token. Error code 900");
        }
        try {
            return SignedJWT.parse(token);
        } catch (ParseException e) {
            throw new Refused("Unable to parse JWT");
        }
    }

    private static JWTClaimsSet claims(SignedJWT jwt) throws Refused {
        try {
            return jwt.getJWTClaimsSet();
        } catch (ParseException e) {
            throw new Refused("Unable to parse JWT");
        }
    }

    private void checkSignature(SignedJWT jwt, JWTClaimsSet claims) throws Refused {
        String issuer = claims.getIssuer();
        boolean ofServiceAccount = issuer != null
                && issuer.endsWith(".gserviceaccount.com")
                && issuer.equals(claims.getSubject())
                && JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm());
        RSAPublicKey key = ofServiceAccount
                ? accounts.keysOf(issuer).get(String.valueOf(jwt.getHeader().getKeyID()))
                : null;
        try {
            if (key != null && jwt.verify(new RSASSAVerifier(key))) {
                return;
            }
        } catch (JOSEException e) {
            // A signature the key cannot check is no signature of the key.
        }
        throw new Refused("JWT signature is invalid");
    }

    private static void checkTimes(JWTClaimsSet claims, Instant now) throws Refused {
        if (claims.getIssueTime() == null || claims.getExpirationTime() == null) {
            throw new Refused("Invalid bearer token. JWT has no iat or no exp.");
        }
        Instant issued = claims.getIssueTime().toInstant();
        Instant expires = claims.getExpirationTime().toInstant();
        if (expires.isAfter(issued.plus(LONGEST_LIFE)) || issued.isAfter(now.plus(SKEW))) {
            throw new Refused("Invalid bearer token. Invalid JWT times.");
        }
        if (expires.plus(SKEW).isBefore(now)) {
            throw new Refused("Invalid bearer token. JWT has expired.");
        }
    }

    /** An audience is a URL of the app, or the beginning of one followed by an asterisk. */
    private static boolean covers(String audience, AppRequest request) {
        String url = request.origin() + request.path();
        List<String> exact = request.path().equals("/") ? List.of(url, request.origin()) : List.of(url);
        return exact.contains(audience)
                || audience.endsWith("/*") && url.startsWith(audience.substring(0, audience.length() - 1));
    }

    /** Why a token is not accepted, in IAP's words where they are known. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String reason) {
            super(reason);
        }
    }
}
