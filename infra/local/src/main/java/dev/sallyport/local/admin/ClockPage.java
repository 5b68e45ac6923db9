package dev.sallyport.local.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.time.CloudClock;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/** {@code /-/clock}: reads the cloud's time, and moves it forward. */
final class ClockPage extends AdminPage {
    private static final Duration FURTHEST = Duration.ofDays(100 * 365L);

    private final CloudClock clock;

    ClockPage(CloudClock clock) {
        this.clock = clock;
    }

    @Override
    AggregatedHttpResponse answer(ServiceRequestContext context, AggregatedHttpRequest request) {
        return switch (request.method()) {
            case GET -> json(time());
            case POST -> {
                clock.advance(by(body(request)));
                yield json(time());
            }
            default -> throw notAllowed(request, "GET or POST");
        };
    }

    private JsonNode time() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("time", clock.instant().toString())
                .put("offset", clock.offset().toString());
    }

    private static Duration by(JsonNode body) {
        JsonNode advance = body.path("advance");
        if (!advance.isTextual() || body.size() != 1) {
            throw ApiException.badRequest("The body must be {\"advance\": DURATION}, such as {\"advance\": \"PT1H\"}.");
        }
        Duration by = duration(advance.asText());
        if (by.isNegative() || by.compareTo(FURTHEST) > 0) {
            throw ApiException.badRequest("/advance: " + advance.asText() + " (expected: PT0S to P36500D, for time"
                    + " cannot be turned back)");
        }
        return by;
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw ApiException.badRequest(
                    "/advance: is no ISO 8601 duration of days and less (expected: such as PT1H or P2DT30M)");
        }
    }
}
