package dev.sallyport.local.internet.iap;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import dev.sallyport.local.identity.Account;
import dev.sallyport.local.identity.Accounts;
import dev.sallyport.local.internet.iap.SealedTokens.Purpose;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is signed in, kept by the browser in a cookie per protected service. */
final class Sessions {
    private static final String TOKEN = "__Host-GCP_IAP_AUTH_TOKEN_";
    private static final String UID = "GCP_IAP_UID";
    private static final Duration LIFE = Duration.ofHours(24);

    private final SealedTokens tokens;
    private final Accounts accounts;

    Sessions(SealedTokens tokens, Accounts accounts) {
        this.tokens = tokens;
        this.accounts = accounts;
    }

    /** The cookies of a new session; empty if there is no such account any more. */
    Optional<List<String>> open(ProtectedApp app, String email) {
        return accounts.byEmail(email).map(account -> cookies(app, account));
    }

    /** A session that begins anew, on a page that closes itself. */
    HttpResponse refresh(AppRequest request, Account account) {
        return IapResponses.page(HttpStatus.OK, cookies(request.app(), account), SessionPages.refreshed());
    }

    /** Who the request's session is of; empty without one, and with one of another service or too old. */
    Optional<Account> of(AppRequest request) {
        return request.cookie(TOKEN + request.app().cookieSuffix())
                .flatMap(token -> tokens.open(Purpose.SESSION, token))
                .filter(session -> session.get("app").equals(request.app().resource()))
                .flatMap(session -> accounts.byEmail(session.get("email")));
    }

    /** Makes the browser forget every cookie IAP gave it. */
    HttpResponse close(AppRequest request, String goTo) {
        List<String> cleared = request.cookies().stream()
                .map(Cookie::name)
                .filter(name -> name.startsWith(TOKEN) || name.equals(UID) || NonceCookie.isOne(name))
                .map(NonceCookie::cleared)
                .toList();
        return IapResponses.redirect(goTo, cleared, "");
    }

    private List<String> cookies(ProtectedApp app, Account account) {
        return List.of(
                TOKEN + app.cookieSuffix() + "=" + token(app, account) + "; path=/; Secure; HttpOnly",
                UID + "=" + account.id() + "; path=/; Secure");
    }

    private String token(ProtectedApp app, Account account) {
        return tokens.seal(Purpose.SESSION, LIFE, Map.of("app", app.resource(), "email", account.email()));
    }
}
