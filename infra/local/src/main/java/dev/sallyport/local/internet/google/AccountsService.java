package dev.sallyport.local.internet.google;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.QueryParamsBuilder;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.sallyport.local.identity.Account;
import dev.sallyport.local.identity.Accounts;
import dev.sallyport.local.internet.iap.OAuthClient;
import dev.sallyport.local.internet.iap.OAuthClients;
import java.util.Locale;
import java.util.Optional;

/**
 * The local accounts.google.com: OAuth 2.0's authorization endpoint with PKCE, for the clients IAP uses. It asks every
 * time; nobody stays signed in to Google here.
 */
final class AccountsService implements HttpService {
    private final Accounts accounts;
    private final OAuthClients clients;
    private final AuthorizationCodes codes;

    AccountsService(Accounts accounts, OAuthClients clients, AuthorizationCodes codes) {
        this.accounts = accounts;
        this.clients = clients;
        this.codes = codes;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        if (context.path().equals("/o/oauth2/v2/auth") && request.method() == HttpMethod.GET) {
            return authorize(context.queryParams());
        }
        if (context.path().equals("/signin") && request.method() == HttpMethod.POST) {
            return HttpResponse.of(
                    request.aggregate().thenApply(form -> signIn(QueryParams.fromQueryString(form.contentUtf8()))));
        }
        return HttpResponse.of(HttpStatus.NOT_FOUND);
    }

    private HttpResponse authorize(QueryParams request) {
        Optional<OAuthClient> client = clients.find(request.get("client_id", ""));
        if (client.isEmpty()) {
            return blocked(HttpStatus.UNAUTHORIZED, "Error 401: invalid_client", "The OAuth client was not found.");
        }
        Optional<String> fault = fault(client.get(), request);
        return fault.isPresent()
                ? blocked(HttpStatus.BAD_REQUEST, "Error 400: invalid_request", fault.get())
                : page(HttpStatus.OK, SignInPage.chooseAccount(client.get(), accounts.people(), request, ""));
    }

    private static Optional<String> fault(OAuthClient client, QueryParams request) {
        if (!request.get("redirect_uri", "").equals(client.redirectUri())) {
            return Optional.of("redirect_uri_mismatch: the redirect URI is not one of the client's.");
        }
        if (!request.get("response_type", "").equals("code")) {
            return Optional.of("response_type must be code.");
        }
        if (!request.get("code_challenge_method", "").equals("S256")
                || request.get("code_challenge", "").isEmpty()) {
            return Optional.of("A code challenge by the method S256 is required.");
        }
        return Optional.empty();
    }

    private HttpResponse signIn(QueryParams form) {
        Optional<OAuthClient> client = clients.find(form.get("client_id", ""));
        if (client.isEmpty() || fault(client.get(), form).isPresent()) {
            return authorize(form);
        }
        String email = form.get("email", "").strip().toLowerCase(Locale.ROOT);
        return accounts.byEmail(email)
                .filter(account -> !account.isServiceAccount())
                .map(account -> signIn(account, client.get(), form))
                .orElseGet(() -> page(
                        HttpStatus.OK,
                        SignInPage.chooseAccount(
                                client.get(), accounts.people(), form, "Nobody here has the address " + email)));
    }

    private HttpResponse signIn(Account account, OAuthClient client, QueryParams form) {
        if (!isOpenTo(client, account)) {
            return page(HttpStatus.FORBIDDEN, SignInPage.outsider(client, account, form));
        }
        QueryParamsBuilder parameters = QueryParams.builder()
                .add("state", form.get("state", ""))
                .add("code", codes.issue(account, client, form.get("code_challenge", "")))
                .add("scope", "email openid")
                .add("authuser", "0");
        account.hostedDomain().ifPresent(domain -> parameters.add("hd", domain));
        return HttpResponse.of(ResponseHeaders.of(
                HttpStatus.SEE_OTHER,
                HttpHeaderNames.LOCATION,
                client.redirectUri() + "?" + parameters.build().toQueryString()));
    }

    private static boolean isOpenTo(OAuthClient client, Account account) {
        return client.onlyDomain().isEmpty() || client.onlyDomain().equals(account.hostedDomain());
    }

    private static HttpResponse blocked(HttpStatus status, String error, String sentence) {
        return page(status, SignInPage.blocked(error, sentence));
    }

    private static HttpResponse page(HttpStatus status, String html) {
        return HttpResponse.of(status, MediaType.HTML_UTF_8, html);
    }
}
