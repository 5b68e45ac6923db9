package dev.sallyport.local.admin;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * When a fault strikes, and what it does then.
 *
 * @param service name of an API such as {@code compute}; empty for all
 * @param method pattern of methods such as {@code instances.*}; empty for all
 * @param resource pattern of relative resource names, for faults of delivery of the subscription's; empty for all
 * @param resourceIsRegex whether the resource's pattern was written as a regular expression
 * @param after how many calls that fit are spared first
 * @param count how often it strikes at most; empty for no end
 * @param perMinute how many calls that fit are spared in each minute; empty if none are
 * @param probability with which it strikes a call that it is meant for; above 0, at most 1
 * @param seed what the chances are drawn from: the same seed strikes the same calls
 */
record FaultRule(
        Optional<String> service,
        Optional<NamePattern> method,
        Optional<NamePattern> resource,
        boolean resourceIsRegex,
        long after,
        OptionalLong count,
        OptionalLong perMinute,
        double probability,
        long seed,
        Fault fault) {

    boolean fits(CalledMethod call) {
        return service.map(wanted -> wanted.equalsIgnoreCase(call.service())).orElse(true)
                && method.map(wanted -> wanted.matches(call.method())).orElse(true)
                && fits(call.resource());
    }

    boolean fits(String resourceName) {
        return resource.map(wanted -> wanted.matches(resourceName)).orElse(true);
    }
}
