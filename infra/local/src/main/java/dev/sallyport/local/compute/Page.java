package dev.sallyport.local.compute;

import com.google.protobuf.Message;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.compute.ProjectResources.Stored;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One page of a list: what the filter lets through, in order, from the token on.
 *
 * @param nextToken empty on the last page
 */
record Page(List<Stored> items, String nextToken) {
    private static final int LARGEST = 500;

    /** Reads {@code filter}, {@code orderBy}, {@code maxResults} and {@code pageToken} of a call. */
    static Page of(Stream<Stored> all, Call call) {
        return of(all, call, UnaryOperator.identity());
    }

    /** @param shown makes of a stored resource what clients see; without a filter only what is on the page needs it */
    static Page of(Stream<Stored> all, Call call, UnaryOperator<Stored> shown) {
        String filter = call.parameter("filter");
        if (filter.isEmpty()) {
            Page page = cut(all, call);
            return new Page(page.items().stream().map(shown).toList(), page.nextToken());
        }
        Predicate<Message> wanted = Filter.parse(filter);
        return cut(all.map(shown).filter(stored -> wanted.test(stored.message())), call);
    }

    private static Page cut(Stream<Stored> found, Call call) {
        int size = size(call);
        List<Stored> sorted = found.sorted(order(call.parameter("order_by"))).toList();
        int first = Math.min(offset(call.parameter("page_token")), sorted.size());
        int last = Math.min(first + size, sorted.size());
        return new Page(sorted.subList(first, last), last < sorted.size() ? token(last) : "");
    }

    private static int size(Call call) {
        int size = call.number("max_results", LARGEST);
        if (size < 0 || size > LARGEST) {
            throw Refusals.invalidValue(
                    "maxResults",
                    Integer.toUnsignedString(size),
                    "Must be less than or equal to 500 and not negative.");
        }
        return size == 0 ? LARGEST : size;
    }

    private static Comparator<Stored> order(String orderBy) {
        Comparator<Stored> byName = Comparator.comparing(
                        (Stored stored) -> stored.link().name())
                .thenComparing(stored -> stored.link().scope().path());
        return switch (orderBy) {
            case "", "name" -> byName;
            case "creationTimestamp desc" ->
                Comparator.comparing((Stored stored) -> id(stored.message()), Long::compareUnsigned)
                        .reversed();
            default ->
                throw Refusals.invalidValue(
                        "orderBy",
                        orderBy,
                        "Sorting by this field is not supported; use name or creationTimestamp desc.");
        };
    }

    /** Ids grow with the time of creation and are finer than its timestamp. */
    private static Long id(Message message) {
        String id = Fields.text(message, "id");
        return id.isEmpty() ? 0L : Long.parseUnsignedLong(id);
    }

    private static String token(int offset) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("offset:" + offset).getBytes(StandardCharsets.UTF_8));
    }

    private static int offset(String token) {
        if (token.isEmpty()) {
            return 0;
        }
        try {
            String decoded = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            return Integer.parseUnsignedInt(decoded.substring("offset:".length()));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw invalidToken(token);
        }
    }

    private static ApiException invalidToken(String token) {
        return Refusals.invalidValue("pageToken", token, "The page token is not one that a list method returned.");
    }
}
