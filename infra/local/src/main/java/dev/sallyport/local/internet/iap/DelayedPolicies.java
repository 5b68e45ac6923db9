package dev.sallyport.local.internet.iap;

import com.google.cloud.iap.v1.IapSettings;
import dev.sallyport.local.iap.IapPolicies;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Policies as front ends know them: a decision may be as old as the delay, so that a change is in force everywhere once
 * the delay has passed since it was made.
 */
final class DelayedPolicies implements IapPolicies {
    private static final int MOST_REMEMBERED = 10_000;

    private final Map<Question, Answer> answers = new ConcurrentHashMap<>();
    private final IapPolicies policies;
    private final Duration delay;
    private final InstantSource clock;

    /** @param delay zero for policies that are in force at once */
    DelayedPolicies(IapPolicies policies, Duration delay, InstantSource clock) {
        this.policies = policies;
        this.delay = delay;
        this.clock = clock;
    }

    @Override
    public boolean allows(String resource, Visit visit) {
        if (delay.isZero()) {
            return policies.allows(resource, visit);
        }
        Instant now = clock.instant();
        Question question =
                new Question(resource, visit.account().map(account -> account.email()), visit.host(), visit.path());
        Answer known = answers.get(question);
        if (known != null && now.isBefore(known.since.plus(delay))) {
            return known.allowed;
        }
        if (answers.size() >= MOST_REMEMBERED) {
            answers.clear();
        }
        boolean allowed = policies.allows(resource, visit);
        answers.put(question, new Answer(allowed, now));
        return allowed;
    }

    @Override
    public IapSettings settings(String resource) {
        return policies.settings(resource);
    }

    private record Question(String resource, Optional<String> email, String host, String path) {}

    private record Answer(boolean allowed, Instant since) {}
}
