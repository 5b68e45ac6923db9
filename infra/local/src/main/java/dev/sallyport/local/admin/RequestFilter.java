package dev.sallyport.local.admin;

import com.linecorp.armeria.common.QueryParams;
import dev.sallyport.local.api.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which calls somebody wants to see.
 *
 * @param status a number such as 404, or a class of them such as 4xx
 */
record RequestFilter(
        Optional<String> service,
        Optional<NamePattern> method,
        Optional<String> project,
        Optional<String> status,
        Optional<Instant> since,
        int limit) {
    private static final Set<String> KNOWN =
            new TreeSet<>(Set.of("service", "method", "project", "status", "since", "limit"));
    private static final Pattern STATUS = Pattern.compile("[1-5](?:[0-9]{2}|xx)");
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,5}");
    private static final String USUAL_LIMIT = "100";

    /**
     * @throws ApiException if a parameter is not known, or its value is not what it must be
     */
    static RequestFilter parse(QueryParams query, Instant now) {
        for (Map.Entry<String, String> parameter : query) {
            if (!KNOWN.contains(parameter.getKey())) {
                throw ApiException.badRequest(
                        "Unknown parameter " + parameter.getKey() + " (expected: " + String.join(", ", KNOWN) + ").");
            }
        }
        return new RequestFilter(
                Optional.ofNullable(query.get("service")),
                Optional.ofNullable(query.get("method")).map(NamePattern::glob),
                Optional.ofNullable(query.get("project")),
                Optional.ofNullable(query.get("status")).map(RequestFilter::status),
                Optional.ofNullable(query.get("since")).map(text -> since(text, now)),
                limit(query.get("limit", USUAL_LIMIT)));
    }

    boolean matches(LoggedCall call) {
        return service.map(wanted -> wanted.equalsIgnoreCase(call.called().service()))
                        .orElse(true)
                && method.map(wanted -> wanted.matches(call.called().method())).orElse(true)
                && project.map(call.project()::equals).orElse(true)
                && status.map(wanted -> hasStatus(call, wanted)).orElse(true)
                && since.map(earliest -> !call.time().isBefore(earliest)).orElse(true);
    }

    private static boolean hasStatus(LoggedCall call, String wanted) {
        return call.outcome()
                .map(outcome -> Integer.toString(outcome.status()))
                .filter(status -> wanted.endsWith("xx") ? status.charAt(0) == wanted.charAt(0) : status.equals(wanted))
                .isPresent();
    }

    private static String status(String text) {
        String status = text.toLowerCase(Locale.ROOT);
        if (!STATUS.matcher(status).matches()) {
            throw ApiException.badRequest("status: " + text + " (expected: such as 404 or 4xx)");
        }
        return status;
    }

    private static Instant since(String text, Instant now) {
        try {
            return text.startsWith("P") ? now.minus(Duration.parse(text)) : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw ApiException.badRequest("since: " + text + " (expected: a time such as 2026-11-24T08:00:00Z, or how"
                    + " long ago such as PT5M)");
        }
    }

    private static int limit(String text) {
        if (!LIMIT.matcher(text).matches()) {
            throw ApiException.badRequest("limit: " + text + " (expected: a number above 0)");
        }
        return Integer.parseInt(text);
    }
}
