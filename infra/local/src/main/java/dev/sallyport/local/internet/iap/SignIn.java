package dev.sallyport.local.internet.iap;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import dev.sallyport.local.identity.Account;
import dev.sallyport.local.internet.iap.SealedTokens.Purpose;
import dev.sallyport.local.internet.iap.SealedTokens.Sealed;
import dev.sallyport.local.time.CloudClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way to a session: the redirect to Google's sign-in page, the return through iap.googleapis.com, and the last leg
 * on the app's own host. The visit that began the way and the browser that ends it are tied together by the nonce cookie.
 */
final class SignIn {
    private static final Duration TIME_TO_SIGN_IN = Duration.ofMinutes(10);
    private static final Duration TIME_TO_RETURN = Duration.ofMinutes(1);
    private static final String REDIRECT_TOKEN = "redirect_token_v2";

    private final SecureRandom random = new SecureRandom();
    private final Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    private final SealedTokens tokens;
    private final OAuthClients clients;
    private final Sessions sessions;
    private final CloudClock clock;

    SignIn(SealedTokens tokens, OAuthClients clients, Sessions sessions, CloudClock clock) {
        this.tokens = tokens;
        this.clients = clients;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** 302 to the sign-in page, from which the visit comes back to {@code returnTo}. */
    HttpResponse begin(AppRequest request, String returnTo) {
        Optional<OAuthClient> client = clients.of(request.app(), request.settings());
        if (client.isEmpty()) {
            return IapResponses.answer(
                    HttpStatus.BAD_GATEWAY, MediaType.HTML_UTF_8, "Empty Google Account OAuth client ID(s)/secret(s).");
        }
        String nonce = randomText(16);
        String verifier = randomText(32);
        String state = tokens.seal(
                Purpose.STATE,
                TIME_TO_SIGN_IN,
                Map.of(
                        "client",
                        client.get().id(),
                        "app",
                        request.app().resource(),
                        "nonce",
                        nonce,
                        "verifier",
                        verifier,
                        "target_uri",
                        request.origin() + "/?" + IapMode.PARAMETER + "=" + IapMode.AUTHENTICATING,
                        "origin_uri",
                        returnTo));
        return IapResponses.redirect(
                location(client.get(), verifier, state, request),
                List.of(NonceCookie.set(nonce, clock.instant().plus(TIME_TO_SIGN_IN))),
                "Invalid IAP credentials: empty token");
    }

    /** The leg over iap.googleapis.com: what the state says about the visit that began it. */
    Optional<Sealed> openState(String clientId, String state) {
        return tokens.open(Purpose.STATE, state)
                .filter(opened -> opened.get("client").equals(clientId));
    }

    /** Where iap.googleapis.com sends the browser once it knows the account. */
    String returnLocation(Sealed state, Account account) {
        String token = tokens.seal(
                Purpose.REDIRECT,
                TIME_TO_RETURN,
                Map.of(
                        "app", state.get("app"),
                        "nonce", state.get("nonce"),
                        "origin_uri", state.get("origin_uri"),
                        "email", account.email()));
        return state.get("target_uri") + "&" + REDIRECT_TOKEN + "=" + token;
    }

    /** The last leg: a session for the browser that began, and back to where it wanted to go. */
    HttpResponse finish(AppRequest request) {
        return tokens.open(Purpose.REDIRECT, request.query().get(REDIRECT_TOKEN, ""))
                .filter(token -> token.get("app").equals(request.app().resource()))
                .filter(token ->
                        request.cookie(NonceCookie.name(token.get("nonce"))).isPresent())
                .flatMap(token -> sessions.open(request.app(), token.get("email"))
                        .map(cookies -> IapResponses.redirect(
                                token.get("origin_uri"), NonceCookie.alsoClearing(cookies, token.get("nonce")), "")))
                .orElseGet(() -> IapResponses.error(HttpStatus.BAD_REQUEST, 9));
    }

    /** Google's parameters in Google's order; the redirect URI is not escaped there either. */
    private String location(OAuthClient client, String verifier, String state, AppRequest request) {
        String hint = request.settings()
                .getAccessSettings()
                .getOauthSettings()
                .getLoginHint()
                .getValue();
        return "https://accounts.google.com/o/oauth2/v2/auth?client_id=" + client.id()
                + "&response_type=code&scope=openid+email&redirect_uri=" + client.redirectUri()
                + "&code_challenge=" + CodeChallenge.of(verifier)
                + "&code_challenge_method=S256&cred_ref=true&state=" + state
                + (hint.isEmpty() ? "" : "&" + QueryParams.of("hd", hint).toQueryString());
    }

    private String randomText(int bytes) {
        byte[] entropy = new byte[bytes];
        random.nextBytes(entropy);
        return base64.encodeToString(entropy);
    }
}
