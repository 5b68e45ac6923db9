package dev.sallyport.stages;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * The application refuses assertions that are expired, from the future, for another audience, or badly signed, though
 * they come through IAP.
 *
 * <p>An assertion with another issuer is tried, too, and told of; but the libraries that Google's samples use do not look
 * at the issuer, and without IAP's signature nobody can make use of that.
 */
record BadAssertions(SignedVisit visit) implements Check {
    private static final List<String> KINDS = List.of("FUTURE_ISSUE", "PAST_EXPIRATION", "AUDIENCE", "SIGNATURE");
    private static final String ISSUER = "ISSUER";

    @Override
    public String name() {
        return "app-refuses-bad-assertions";
    }

    @Override
    public boolean settles() {
        return true;
    }

    @Override
    public String remedy() {
        return "Have the application check the signature, the audience, and the times of x-goog-iap-jwt-assertion, and"
                + " refuse the request if one is wrong.";
    }

    @Override
    public Finding look() {
        try {
            // Without this an application that is down would pass for one that refuses.
            if (!visit.believesGoodOnes()) {
                return Finding.failed("not tried: the application does not believe a good assertion yet");
            }
            return judge();
        } catch (IOException e) {
            return Finding.failed("no answer: " + Visitor.reason(e));
        }
    }

    private Finding judge() throws IOException {
        List<String> refused = new ArrayList<>();
        for (String kind : KINDS) {
            HttpResponse<String> answer = visit.withAssertion(kind);
            if (!isRefusal(answer)) {
                return Finding.failed("the test assertion " + kind + " got " + SignedVisit.summary(answer));
            }
            refused.add(kind);
        }
        boolean issuer = isRefusal(visit.withAssertion(ISSUER));
        return Finding.passed("refused by the application: " + String.join(", ", refused)
                + (issuer ? ", " + ISSUER : "; " + ISSUER + " is not looked at by it"));
    }

    /** The application's own refusal, not IAP's: IAP would have made the assertion and asked nobody. */
    private boolean isRefusal(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-goog-iap-generated-response").isEmpty()
                && answer.statusCode() < 500
                && !visit.isGreeting(answer);
    }
}
