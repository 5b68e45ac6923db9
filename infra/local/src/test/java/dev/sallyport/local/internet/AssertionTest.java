package dev.sallyport.local.internet;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the app is told about who asks: good assertions, bad ones for testing, and the keys that check both. */
class AssertionTest {
    private final Lab lab = Lab.provisioned();
    private final Browser browser = new Browser(lab.client());

    @AfterEach
    void close() {
        lab.close();
    }

    @ParameterizedTest
    @CsvSource({
        "FUTURE_ISSUE, Token used too early",
        "PAST_EXPIRATION, Token expired",
        "AUDIENCE, Token has wrong audience",
        "SIGNATURE, Could not verify token signature."
    })
    void theSecureTokenTestSendsTheAppAnAssertionWithTheFault(String type, String reason) {
        browser.signIn(Lab.URL, TestAccounts.ALICE.email());

        HttpResponse<String> response =
                browser.open(Lab.URL + "?gcp-iap-mode=SECURE_TOKEN_TEST&iap-secure-token-test-type=" + type);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("Error: **ERROR: JWT validation error " + reason);
    }

    @ParameterizedTest
    @CsvSource({"NOT_SET", "ISSUER"})
    void theSampleAppFindsNoFaultWithAWrongIssuer(String type) {
        browser.signIn(Lab.URL, TestAccounts.ALICE.email());

        assertThat(browser.open(Lab.URL + "?gcp-iap-mode=SECURE_TOKEN_TEST&iap-secure-token-test-type=" + type)
                        .body())
                .startsWith("Hi, alice@example.com.");
    }

    @Test
    void theSecureTokenTestIsForThoseWithAccessOnly() {
        HttpResponse<String> response =
                lab.client().get(Lab.URL + "?gcp-iap-mode=SECURE_TOKEN_TEST&iap-secure-token-test-type=SIGNATURE");

        assertThat(response.statusCode()).isEqualTo(302);
    }

    @Test
    void assertionsStayGoodWhenTheKeyIsRotated() throws ParseException {
        browser.signIn(Lab.URL, TestAccounts.ALICE.email());
        lab.internet.assertionKeys().rotate();

        assertThat(browser.open(Lab.URL).body()).startsWith("Hi, alice@example.com.");
        JWKSet keys = JWKSet.parse(lab.client()
                .get("https://www.gstatic.com/iap/verify/public_key-jwk")
                .body());
        assertThat(keys.getKeys()).hasSize(2).allMatch(key -> key.getKeyID().length() == 6 && !key.isPrivate());
        assertThat(lab.client()
                        .get("https://www.gstatic.com/iap/verify/public_key")
                        .body())
                .contains(keys.getKeys().get(0).getKeyID(), "-----BEGIN PUBLIC KEY-----");
    }

    @Test
    void aKeyRotatesOnceADayAndTheOneBeforeStaysPublished() {
        String before = publishedKeys();

        lab.clock.advance(Duration.ofHours(25));
        String after = publishedKeys();

        assertThat(after).isNotEqualTo(before);
        assertThat(keyIds(after)).hasSize(2).contains(keyIds(before).get(0));
        assertThat(lab.client()
                        .get("https://www.gstatic.com/iap/verify/public_key-jwk")
                        .body())
                .contains(keyIds(after));
    }

    private String publishedKeys() {
        return lab.client().get("https://www.gstatic.com/iap/verify/public_key").body();
    }

    private static List<String> keyIds(String pems) {
        return Pattern.compile("\"([A-Za-z0-9]{6})\" :")
                .matcher(pems)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
