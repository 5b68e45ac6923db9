package dev.sallyport.local.internet.iap;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.sallyport.local.internet.iap.SealedTokens.Sealed;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code GET /v1/oauth/clientIds/CLIENT:handleRedirect}: exchanges the code and sends the browser on to the app. */
final class HandleRedirectService implements HttpService {
    private static final Pattern PATH = Pattern.compile("/v1/oauth/clientIds/([^/:]+):handleRedirect");

    private final SignIn signIn;
    private final OAuthClients clients;
    private final TokenEndpoint tokenEndpoint;

    HandleRedirectService(SignIn signIn, OAuthClients clients, TokenEndpoint tokenEndpoint) {
        this.signIn = signIn;
        this.clients = clients;
        this.tokenEndpoint = tokenEndpoint;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        Matcher path = PATH.matcher(context.path());
        if (!path.matches() || request.method() != HttpMethod.GET) {
            return HttpResponse.of(HttpStatus.NOT_FOUND);
        }
        return returnLocation(path.group(1), context.queryParams())
                .map(location -> IapResponses.redirect(location, List.of(), ""))
                .orElseGet(() -> IapResponses.error(HttpStatus.BAD_REQUEST, 9));
    }

    private Optional<String> returnLocation(String clientId, QueryParams query) {
        Optional<OAuthClient> client = clients.find(clientId);
        Optional<Sealed> state = signIn.openState(clientId, query.get("state", ""));
        return client.flatMap(known -> state.flatMap(visit -> tokenEndpoint
                .redeem(query.get("code", ""), known, visit.get("verifier"))
                .map(account -> signIn.returnLocation(visit, account))));
    }
}
