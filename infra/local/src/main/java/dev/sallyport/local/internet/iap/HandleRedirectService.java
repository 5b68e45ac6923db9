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

    private static final int NOT_COMPLETED = 9;
    private static final int WRONG_CLIENT = 11;

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
        Optional<OAuthClient> client = clients.find(path.group(1));
        if (client.isPresent() && !tokenEndpoint.authenticates(client.get())) {
            return IapResponses.error(HttpStatus.BAD_REQUEST, WRONG_CLIENT);
        }
        return client.flatMap(known -> returnLocation(known, context.queryParams()))
                .map(location -> IapResponses.redirect(location, List.of(), ""))
                .orElseGet(() -> IapResponses.error(HttpStatus.BAD_REQUEST, NOT_COMPLETED));
    }

    private Optional<String> returnLocation(OAuthClient client, QueryParams query) {
        Optional<Sealed> state = signIn.openState(client.id(), query.get("state", ""));
        return state.flatMap(visit -> tokenEndpoint
                .redeem(query.get("code", ""), client, visit.get("verifier"))
                .map(account -> signIn.returnLocation(visit, account)));
    }
}
