package dev.sallyport.local.recorded;

import java.util.List;

/** What came of one exchange. */
record Result(Recording recording, Exchange exchange, List<Difference> differences) {

    boolean matches() {
        return differences.isEmpty();
    }

    boolean differsInTimingOnly() {
        return !matches() && differences.stream().allMatch(Difference::isTiming);
    }

    /** Whether it differs in more than the server's speed makes. */
    boolean isMismatch() {
        return !matches() && !differsInTimingOnly();
    }

    String type() {
        return ResourcePath.label(exchange.path());
    }

    String request() {
        return exchange.method() + " "
                + ResourcePath.withoutQuery(exchange.path()).replaceFirst("^/compute/v1/", "");
    }
}
