package dev.sallyport.local.firestore;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One page of a list.
 *
 * @param nextToken where the next page begins; empty if this is the last
 */
record Page<T>(List<T> entries, String nextToken) {
    private static final int DEFAULT_SIZE = 100;

    static <T> Page<T> of(List<T> all, Optional<PageToken> token, int pageSize, Instant time) {
        if (pageSize < 0) {
            throw FirestoreException.invalid("page_size: " + pageSize + " (expected: 0 or more)");
        }
        int start = Math.min(token.map(PageToken::offset).orElse(0), all.size());
        int end = (int) Math.min((long) start + (pageSize == 0 ? DEFAULT_SIZE : pageSize), all.size());
        String next = end == all.size() ? "" : new PageToken(time, end).toString();
        return new Page<>(all.subList(start, end), next);
    }

    /** What a page is to be read from: as the first page was, unless a transaction sees to that. */
    static Consistency consistency(Consistency asked, Optional<PageToken> token) {
        return asked instanceof Consistency.Strong && token.isPresent()
                ? new Consistency.AsOf(token.get().time())
                : asked;
    }
}
