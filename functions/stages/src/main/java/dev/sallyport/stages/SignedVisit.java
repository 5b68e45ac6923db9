package dev.sallyport.stages;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.iam.credentials.v1.SignJwtRequest;
import dev.sallyport.google.GoogleFailure;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Visits as a service account, with a JWT that the account's own key signs: the one credential that IAP takes whatever
 * its OAuth client is. IAP is asked to hand the application an assertion of a certain kind, good or bad.
 *
 * @see <a href="https://cloud.google.com/iap/docs/authentication-howto">Programmatic authentication</a>
 * @see <a href="https://cloud.google.com/iap/docs/query-parameters-and-headers-howto">Testing JWT verification</a>
 */
final class SignedVisit {
    /** The kind that is a good assertion. */
    private static final String GOOD = "NOT_SET";

    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]*)*");
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StageWork work;
    private final Visitor visitor;
    private final FrontDoor door;
    private final String account;

    private String token;
    private Instant signedAgain = Instant.MIN;
    private boolean hasGreeted;

    SignedVisit(StageWork work, Visitor visitor, FrontDoor door, String account) {
        this.work = work;
        this.visitor = visitor;
        this.door = door;
        this.account = account;
    }

    String account() {
        return account;
    }

    HttpResponse<String> withAssertion(String kind) throws IOException {
        String url = door.url() + "?gcp-iap-mode=SECURE_TOKEN_TEST&iap-secure-token-test-type=" + kind;
        return visitor.get(url, Map.of("Authorization", "Bearer " + token()));
    }

    /** The same with a good one. */
    HttpResponse<String> withGoodAssertion() throws IOException {
        HttpResponse<String> answer = withAssertion(GOOD);
        hasGreeted |= isGreeting(answer);
        return answer;
    }

    /** Whether the application believes a good assertion, now or when it was last asked. */
    boolean believesGoodOnes() throws IOException {
        return hasGreeted || isGreeting(withGoodAssertion());
    }

    /** Whether the application has let the visitor in. It answers 200 to everybody: only the body tells. */
    boolean isGreeting(HttpResponse<String> answer) {
        return answer.statusCode() == 200
                && answer.headers().firstValue("x-goog-iap-generated-response").isEmpty()
                && answer.body().contains(account);
    }

    /** Status and the beginning of the body, without the tokens that an application may echo. */
    static String summary(HttpResponse<String> answer) {
        return summary(answer.statusCode(), answer.body());
    }

    static String summary(int status, String text) {
        String body = TOKEN.matcher(text).replaceAll("(a token)").strip().replaceAll("\\s+", " ");
        return status + " \"" + body.substring(0, Math.min(body.length(), 120)) + "\"";
    }

    /** The same for half of its life. */
    private synchronized String token() {
        Instant now = work.now();
        if (!now.isBefore(signedAgain)) {
            token = signed(now);
            signedAgain = now.plus(LIFE.dividedBy(2));
        }
        return token;
    }

    private String signed(Instant now) {
        ObjectNode claims = JSON.createObjectNode()
                .put("iss", account)
                .put("sub", account)
                .put("aud", door.url())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(LIFE).getEpochSecond());
        SignJwtRequest request = SignJwtRequest.newBuilder()
                .setName("projects/-/serviceAccounts/" + account)
                .setPayload(claims.toString())
                .build();
        return GoogleFailure.translating(() -> work.clients().iamCredentials().signJwt(request))
                .getSignedJwt();
    }
}
