package dev.sallyport.local.compute;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;

/** Which resources stand under which terms. Reading is free at any time; one thread at a time changes it. */
final class ResourceIndex {
    private final Map<Term, Set<Link>> byTerm = new ConcurrentHashMap<>();
    private final Map<String, Long> lowestFree = new HashMap<>();

    Set<Link> of(Term term) {
        return byTerm.getOrDefault(term, Set.of());
    }

    boolean has(Term term) {
        return byTerm.containsKey(term);
    }

    void add(Link link, Collection<Term> terms) {
        terms.forEach(term -> byTerm.computeIfAbsent(term, key -> ConcurrentHashMap.newKeySet())
                .add(link));
    }

    void remove(Link link, Collection<Term> terms) {
        for (Term term : terms) {
            byTerm.computeIfPresent(term, (key, links) -> links.remove(link) && links.isEmpty() ? null : links);
            if (term instanceof Term.HasInternalAddress address) {
                lowestFree.remove(address.subnetwork());
            }
        }
    }

    /**
     * Counts from where it left off up to the first number whose address in the subnetwork nobody has, so that taking
     * address after address does not begin at the start each time.
     *
     * @param numbers from the number of an address to its term
     */
    long lowestFree(String subnetwork, long first, LongFunction<Term> numbers) {
        long at = lowestFree.getOrDefault(subnetwork, first);
        while (has(numbers.apply(at))) {
            at++;
        }
        lowestFree.put(subnetwork, at);
        return at;
    }
}
