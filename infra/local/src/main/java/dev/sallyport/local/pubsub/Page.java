package dev.sallyport.local.pubsub;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** One page of a list in the order of names; the token is the name that the next page starts with. */
record Page<T>(List<T> items, String nextPageToken) {
    private static final int DEFAULT_SIZE = 100;
    private static final int MAXIMUM_SIZE = 1000;

    /** A page of those whose name starts with a prefix. */
    static <T> Page<T> of(NavigableMap<String, T> byName, String prefix, int pageSize, String pageToken) {
        PubSubError.requireWithin("page_size", pageSize, 0, Integer.MAX_VALUE);
        if (!pageToken.isEmpty() && !pageToken.startsWith(prefix)) {
            throw PubSubError.invalid(
                    "You have passed an invalid page token to the service (page_token=" + pageToken + ").");
        }
        int size = pageSize == 0 ? DEFAULT_SIZE : Math.min(pageSize, MAXIMUM_SIZE);
        List<Map.Entry<String, T>> found =
                byName.tailMap(pageToken.isEmpty() ? prefix : pageToken, true).entrySet().stream()
                        .takeWhile(entry -> entry.getKey().startsWith(prefix))
                        .limit(size + 1L)
                        .toList();
        String next = found.size() > size ? found.get(size).getKey() : "";
        return new Page<>(found.stream().limit(size).map(Map.Entry::getValue).toList(), next);
    }
}
