package dev.sallyport.stages;

import dev.sallyport.request.ProvisionRequest.Consent;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody without credentials is answered by IAP itself, with a redirect to Google's sign-in page, over a connection
 * with the certificate that was issued. A 302 alone proves nothing: any web application can send one.
 */
record Stranger(StageWork work, Visitor visitor, FrontDoor door) implements Check {
    private static final String SIGN_IN = "https://accounts.google.com/o/oauth2/v2/auth";

    @Override
    public String name() {
        return "iap-answers-strangers";
    }

    @Override
    public boolean settles() {
        return true;
    }

    @Override
    public String remedy() {
        return "Look at " + door.url() + " with curl -kvi. No answer: see whether the back ends are healthy and the"
                + " certificate is the one of the proxy. IAP's error page: the OAuth client is missing or incomplete. "
                + ClientChecklist.forClient("CLIENT_ID");
    }

    @Override
    public Finding look() {
        try {
            HttpResponse<String> answer = visitor.get(door.url(), Map.of("Accept", "text/html,*/*"));
            return flaw(answer)
                    .map(flaw -> Finding.failed("GET " + door.url() + " got " + answer.statusCode() + ", " + flaw))
                    .orElseGet(() -> Finding.passed("GET " + door.url() + " got 302 to " + SIGN_IN
                            + " with x-goog-iap-generated-response: true"
                            + door.pin()
                                    .map(pin -> ", and the certificate with the SHA-256 digest " + pin)
                                    .orElse("")));
        } catch (IOException e) {
            return Finding.failed("GET " + door.url() + " got no answer: " + Visitor.reason(e));
        }
    }

    /** What is wrong with the answer; empty if it is IAP's redirect. */
    private Optional<String> flaw(HttpResponse<String> answer) {
        if (answer.statusCode() != 302) {
            return Optional.of("expected 302");
        }
        if (!answer.headers()
                .firstValue("x-goog-iap-generated-response")
                .orElse("")
                .equals("true")) {
            return Optional.of("but not from IAP: x-goog-iap-generated-response is not true");
        }
        String location = answer.headers().firstValue("location").orElse("");
        if (!location.startsWith(SIGN_IN + "?")) {
            return Optional.of("but to " + location.split("\\?", 2)[0] + " (expected: " + SIGN_IN + ")");
        }
        return clientFlaw(parameters(URI.create(location)));
    }

    private Optional<String> clientFlaw(Map<String, String> query) {
        String client = query.getOrDefault("client_id", "");
        if (client.isBlank()) {
            return Optional.of("but without a client_id: IAP has no OAuth client");
        }
        if (work.request().consent() instanceof Consent.OwnClient own
                && !own.clientId().equals(client)) {
            return Optional.of("but for the client " + client + " (expected: " + own.clientId() + ")");
        }
        String redirect = query.getOrDefault("redirect_uri", "");
        return redirect.equals(ClientChecklist.redirectUri(client))
                ? Optional.empty()
                : Optional.of("but with the redirect_uri " + redirect + " (expected: "
                        + ClientChecklist.redirectUri(client) + ")");
    }

    private static Map<String, String> parameters(URI location) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : String.valueOf(location.getRawQuery()).split("&")) {
            String[] parts = parameter.split("=", 2);
            parameters.put(parts[0], parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
        }
        return parameters;
    }
}
