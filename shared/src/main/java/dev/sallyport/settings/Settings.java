package dev.sallyport.settings;

import dev.sallyport.environment.Environment;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a function is told about its surroundings.
 *
 * @param project the project Sallyport itself runs in: its topics and its Firestore database
 * @param apiEndpoint {@code host:port} that serves every Google API over plain text, or empty for Google's own
 * @param internetProxy {@code host:port} of the HTTP proxy through which the internet is reached, or empty for none
 * @param policy the operator's guardrails as JSON, or empty for the defaults
 * @param functionTimeout after what time the platform ends the function, whatever it is doing
 * @param stageLimit how long a stage may take over all its deliveries before it is failed
 * @param eventRetention how long events of deployments are kept, where the database has a TTL policy for them
 */
public record Settings(
        String project,
        Optional<String> apiEndpoint,
        Optional<String> internetProxy,
        Optional<String> policy,
        Duration functionTimeout,
        Duration stageLimit,
        Duration eventRetention) {
    /** How long events are kept unless a setting says otherwise. */
    public static final Duration EVENT_RETENTION = Duration.ofDays(400);

    private static final Pattern SECONDS = Pattern.compile("([1-9][0-9]{0,5})s");
    private static final Pattern DAYS = Pattern.compile("[1-9][0-9]{0,4}d");

    /**
     * An event is also how a message that comes again is known to have been accepted, and Pub/Sub keeps messages for up to
     * 31 days.
     */
    private static final Duration SHORTEST_RETENTION = Duration.ofDays(32);

    private static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(540);
    private static final Duration STAGE_LIMIT = Duration.ofMinutes(30);

    /** Settings with the usual times: 540 seconds for a function, 30 minutes for a stage, 400 days for events. */
    public Settings(
            String project, Optional<String> apiEndpoint, Optional<String> internetProxy, Optional<String> policy) {
        this(project, apiEndpoint, internetProxy, policy, FUNCTION_TIMEOUT, STAGE_LIMIT, EVENT_RETENTION);
    }

    /** The settings of this process, or of the function whose class loader is the thread's. */
    public static Settings ofEnvironment() {
        return of(Environment.variables());
    }

    /**
     * @param environment variables by name: {@code GOOGLE_CLOUD_PROJECT}, and optionally
     *     {@code SALLYPORT_API_ENDPOINT}, {@code SALLYPORT_INTERNET_PROXY}, {@code SALLYPORT_GUARDRAILS},
     *     {@code SALLYPORT_FUNCTION_TIMEOUT} and {@code SALLYPORT_STAGE_LIMIT} (both in seconds, such as 540s), and
     *     {@code SALLYPORT_EVENT_RETENTION} (in days, such as 400d; at least 32d)
     * @throws IllegalArgumentException if the project is missing or a time is not of that form
     */
    public static Settings of(Map<String, String> environment) {
        return new Settings(
                value(environment, "GOOGLE_CLOUD_PROJECT")
                        .orElseThrow(() -> new IllegalArgumentException(
                                "GOOGLE_CLOUD_PROJECT is not set; it must name the project Sallyport runs in")),
                value(environment, "SALLYPORT_API_ENDPOINT"),
                value(environment, "SALLYPORT_INTERNET_PROXY"),
                value(environment, "SALLYPORT_GUARDRAILS"),
                seconds(environment, "SALLYPORT_FUNCTION_TIMEOUT", FUNCTION_TIMEOUT),
                seconds(environment, "SALLYPORT_STAGE_LIMIT", STAGE_LIMIT),
                retention(environment));
    }

    private static Duration seconds(Map<String, String> environment, String name, Duration otherwise) {
        return value(environment, name)
                .map(text -> {
                    Matcher matcher = SECONDS.matcher(text);
                    if (!matcher.matches()) {
                        throw new IllegalArgumentException(name + ": " + text + " (expected: seconds, such as 540s)");
                    }
                    return Duration.ofSeconds(Long.parseLong(matcher.group(1)));
                })
                .orElse(otherwise);
    }

    private static Duration retention(Map<String, String> environment) {
        String name = "SALLYPORT_EVENT_RETENTION";
        return value(environment, name)
                .map(text -> Optional.of(text)
                        .filter(days -> DAYS.matcher(days).matches())
                        .map(days -> Duration.ofDays(Long.parseLong(days.substring(0, days.length() - 1))))
                        .filter(days -> days.compareTo(SHORTEST_RETENTION) >= 0)
                        .orElseThrow(() -> new IllegalArgumentException(
                                name + ": " + text + " (expected: days, at least 32d, such as 400d)")))
                .orElse(EVENT_RETENTION);
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
