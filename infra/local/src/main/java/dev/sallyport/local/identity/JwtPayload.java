package dev.sallyport.local.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sallyport.local.api.ApiException;
import java.time.Duration;
import java.time.Instant;

/** What signJwt signs: a JSON object whose {@code exp}, if it has one, lies at most 12 hours ahead. */
final class JwtPayload {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONGEST = Duration.ofHours(12);

    private JwtPayload() {}

    static void check(String payload, Instant now) {
        JsonNode claims = read(payload);
        if (!claims.isObject()) {
            throw ApiException.invalid("payload: expected a JSON object of claims");
        }
        JsonNode expiry = claims.path("exp");
        if (!expiry.isMissingNode() && !expiry.isIntegralNumber()) {
            throw ApiException.invalid("payload: exp: expected a whole number of seconds since 1970");
        }
        if (expiry.asLong() > now.plus(LONGEST).getEpochSecond()) {
            throw ApiException.invalid(
                    "payload: exp: " + expiry.asLong() + " is more than 12 hours ahead of " + now.getEpochSecond());
        }
    }

    private static JsonNode read(String payload) {
        try {
            return JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            throw ApiException.invalid("payload: not JSON: " + e.getOriginalMessage());
        }
    }
}
