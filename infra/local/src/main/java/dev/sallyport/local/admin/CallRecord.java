package dev.sallyport.local.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What the log keeps of a call, as far as it is known: nothing of the request that brought it, which may be large. */
final class CallRecord {
    private final Instant time;
    private final String protocol;
    private final String caller;
    private CalledMethod called;
    private List<String> faults = List.of();
    private Optional<LoggedCall.Outcome> outcome = Optional.empty();

    CallRecord(Instant time, String protocol, CalledMethod called, String caller) {
        this.time = time;
        this.protocol = protocol;
        this.called = called;
        this.caller = caller;
    }

    /** It has turned out what is asked for, and which rules strike it. */
    synchronized void understood(CalledMethod asked, List<String> rules) {
        called = asked;
        faults = rules;
    }

    /** Only its first end counts. */
    synchronized void ended(int httpStatus, Duration took) {
        if (outcome.isEmpty()) {
            outcome = Optional.of(new LoggedCall.Outcome(httpStatus, took));
        }
    }

    synchronized LoggedCall shown(UnaryOperator<String> projectId) {
        return new LoggedCall(time, protocol, called, projectId.apply(called.project()), caller, outcome, faults);
    }
}
