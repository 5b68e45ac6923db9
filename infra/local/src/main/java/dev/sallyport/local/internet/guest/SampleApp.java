package dev.sallyport.local.internet.guest;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.sallyport.local.time.CloudClock;
import java.security.interfaces.ECPublicKey;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The behaviour of the application that Google's IAP samples deploy on Compute Engine: it answers 200 to everybody, and
 * only the body says whether the assertion was good.
 */
final class SampleApp implements HttpService {
    private static final String ASSERTION = "x-goog-iap-jwt-assertion";
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final String hostName;
    private final AssertionCheck check;
    private final Supplier<Map<String, ECPublicKey>> keys;
    private final CloudClock clock;

    SampleApp(String hostName, AssertionCheck check, Supplier<Map<String, ECPublicKey>> keys, CloudClock clock) {
        this.hostName = hostName;
        this.check = check;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        if (!context.path().equals("/")) {
            return HttpResponse.of(HttpStatus.NOT_FOUND);
        }
        if (!READING.contains(request.method())) {
            return HttpResponse.of(HttpStatus.METHOD_NOT_ALLOWED);
        }
        return HttpResponse.of(HttpStatus.OK, MediaType.HTML_UTF_8, HttpData.ofUtf8(body(request)));
    }

    private String body(HttpRequest request) {
        String assertion = request.headers().get(ASSERTION);
        if (assertion == null) {
            return "Unauthorized request.";
        }
        try {
            return "Hi, " + check.email(assertion, keys.get(), clock.instant()) + ". I am " + hostName + ".";
        } catch (AssertionCheck.Refusal refusal) {
            return "Error: **ERROR: JWT validation error " + refusal.getMessage() + "**";
        }
    }
}
