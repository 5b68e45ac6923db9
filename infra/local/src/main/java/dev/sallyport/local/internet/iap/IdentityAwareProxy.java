package dev.sallyport.local.internet.iap;

import com.google.cloud.compute.v1.BackendService;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpService;
import dev.sallyport.local.iap.IapPolicies;
import dev.sallyport.local.iap.IapPolicies.Visit;
import dev.sallyport.local.identity.Account;
import dev.sallyport.local.identity.Accounts;
import dev.sallyport.local.internet.iap.Admission.Admitted;
import dev.sallyport.local.internet.iap.Admission.Answered;
import dev.sallyport.local.projects.Project;
import dev.sallyport.local.time.CloudClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The door in front of a backend service: every request to it is admitted with an identity, or answered here. */
public final class IdentityAwareProxy {
    private static final String TEST_TYPE = "iap-secure-token-test-type";

    private final CloudClock clock;
    private final IapPolicies policies;
    private final BearerTokens bearerTokens;
    private final Sessions sessions;
    private final SignIn signIn;
    private final AssertionKeys keys;
    private final Assertions assertions;

    /** @param policyDelay how long a change of a policy may take until it is in force; zero for at once */
    public IdentityAwareProxy(
            CloudClock clock,
            IapPolicies policies,
            Duration policyDelay,
            BearerTokens bearerTokens,
            Accounts accounts,
            OAuthClients clients,
            AssertionKeys keys) {
        this.clock = clock;
        this.policies = new DelayedPolicies(policies, policyDelay, clock);
        this.bearerTokens = bearerTokens;
        this.keys = keys;
        SealedTokens tokens = new SealedTokens(clock);
        sessions = new Sessions(tokens, accounts);
        signIn = new SignIn(tokens, clients, sessions, clock);
        assertions = new Assertions(keys);
    }

    /**
     * Decides a request.
     *
     * @param service a backend service with IAP switched on
     * @param tls whether the client came over TLS
     */
    public Admission admit(Project project, BackendService service, RequestHeaders headers, boolean tls) {
        ProtectedApp app = ProtectedApp.of(project, service);
        AppRequest request = AppRequest.of(app, policies.settings(app.resource()), headers, tls);
        IapMode mode = request.mode();
        if (new RequestPath(request.path()).isAmbiguous()) {
            return new Answered(IapResponses.answer(
                    HttpStatus.BAD_REQUEST, MediaType.PLAIN_TEXT_UTF_8, "The path has a segment that begins with ..;"));
        }
        if (request.isPreflightLetThrough()) {
            return anonymous(request);
        }
        if (mode == IapMode.AUTHENTICATING) {
            return new Answered(signIn.finish(request));
        }
        if (mode == IapMode.CLEAR_LOGIN_COOKIE) {
            return new Answered(sessions.close(request, request.origin() + "/"));
        }
        if (mode != IapMode.FORCE_LOGIN && allows(request, Optional.empty())) {
            return anonymous(request);
        }
        return authenticated(request, mode);
    }

    /** The service behind iap.googleapis.com: where the sign-in page sends browsers back to. */
    public HttpService handleRedirect(TokenEndpoint tokenEndpoint, OAuthClients clients) {
        return new HandleRedirectService(signIn, clients, tokenEndpoint);
    }

    /** The service that publishes the keys for assertions under {@code /iap/verify/}. */
    public HttpService publicKeys() {
        return new PublicKeysService(keys);
    }

    /** An assertion for an application elsewhere, with which a visitor of that one can try to pass for somebody here. */
    public String assertionForAnotherApp() {
        return assertions.forAnotherApp(clock.instant());
    }

    private Admission authenticated(AppRequest request, IapMode mode) {
        try {
            return bearerTokens
                    .account(request, clock.instant())
                    .or(() -> sessions.of(request))
                    .map(who -> identified(request, mode, who))
                    .orElseGet(() -> new Answered(stranger(request)));
        } catch (TokenRefused refused) {
            return new Answered(IapResponses.invalidCredentials(refused.getMessage()));
        }
    }

    private HttpResponse stranger(AppRequest request) {
        return request.canFollowToSignIn()
                ? signIn.begin(request, withoutForcedLogin(request))
                : IapResponses.invalidCredentials("empty token");
    }

    private Admission identified(AppRequest request, IapMode mode, Account account) {
        return switch (mode) {
            case IDENTITY ->
                new Answered(IapResponses.answer(HttpStatus.OK, MediaType.JSON_UTF_8, Identity.json(account)));
            case DO_SESSION_REFRESH -> new Answered(sessions.refresh(request, account));
            case SESSION_REFRESHER -> new Answered(SessionPages.refresher());
            case FORCE_LOGIN -> new Answered(IapResponses.redirect(withoutForcedLogin(request), List.of(), ""));
            default ->
                allows(request, Optional.of(account))
                        ? admitted(request, mode, account)
                        : new Answered(denied(request, account));
        };
    }

    /** Whoever looks at pages is sent to the app's own page, if the settings name one. */
    private static HttpResponse denied(AppRequest request, Account account) {
        String ownPage = request.settings()
                .getApplicationSettings()
                .getAccessDeniedPageSettings()
                .getAccessDeniedPageUri()
                .getValue();
        return ownPage.isEmpty() || !request.prefersPages()
                ? IapResponses.denied(request, account)
                : IapResponses.redirect(ownPage, List.of(), "");
    }

    private Admission admitted(AppRequest request, IapMode mode, Account account) {
        Instant now = clock.instant();
        String assertion = mode == IapMode.SECURE_TOKEN_TEST
                ? assertions.faulty(testType(request), request.app(), account, now)
                : assertions.forApp(request.app(), account, now);
        return new Admitted(Identity.of(account, assertion, request.headers()));
    }

    private static Admission anonymous(AppRequest request) {
        return new Admitted(Identity.stripped(request.headers()));
    }

    private boolean allows(AppRequest request, Optional<Account> account) {
        RequestPath path = new RequestPath(request.path());
        return Stream.of(path.raw(), path.normalised())
                .distinct()
                .map(spelling -> new Visit(account, request.host(), spelling, clock.instant()))
                .allMatch(visit -> policies.allows(request.app().resource(), visit));
    }

    private static String testType(AppRequest request) {
        String byQuery = request.query().get(TEST_TYPE);
        return byQuery != null
                ? byQuery
                : request.path().substring(request.path().lastIndexOf('/') + 1);
    }

    /** Coming back with the parameter would force the next login. */
    private static String withoutForcedLogin(AppRequest request) {
        return request.mode() == IapMode.FORCE_LOGIN ? request.origin() + request.path() : request.url();
    }
}
