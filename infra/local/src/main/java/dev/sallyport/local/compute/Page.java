package dev.sallyport.local.compute;

import com.google.protobuf.Message;
import dev.sallyport.local.compute.ProjectResources.Stored;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
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
    private static final String TOKEN = "after:";
    private static final BigInteger LARGEST_ID = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

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

    /** A page begins after the last resource of the one before, whatever has come and gone in between. */
    private static Page cut(Stream<Stored> found, Call call) {
        int size = size(call);
        Function<Stored, String> key = key(call.parameter("order_by"));
        String last = lastKey(call.parameter("page_token"));
        List<Keyed> rest = found.map(stored -> new Keyed(key.apply(stored), stored))
                .filter(keyed -> keyed.key().compareTo(last) > 0)
                .sorted(Comparator.comparing(Keyed::key))
                .limit(size + 1L)
                .toList();
        List<Stored> items = rest.stream().limit(size).map(Keyed::stored).toList();
        return new Page(
                items, rest.size() <= size ? "" : token(rest.get(size - 1).key()));
    }

    private record Keyed(String key, Stored stored) {}

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

    /** What resources are sorted by. */
    private static Function<Stored, String> key(String orderBy) {
        return switch (orderBy) {
            case "", "name" ->
                stored -> stored.link().name() + "\0" + stored.link().scope().path();
            case "creationTimestamp desc" -> stored -> String.format("%020d", negative(stored.message()));
            default ->
                throw Refusals.invalidValue(
                        "orderBy",
                        orderBy,
                        "Sorting by this field is not supported; use name or creationTimestamp desc.");
        };
    }

    /** Falls with the time of creation, as ids grow with it; they are finer than its timestamp. */
    private static BigInteger negative(Message message) {
        String id = Fields.text(message, "id");
        return LARGEST_ID.subtract(id.isEmpty() ? BigInteger.ZERO : new BigInteger(id));
    }

    private static String token(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((TOKEN + key).getBytes(StandardCharsets.UTF_8));
    }

    private static String lastKey(String token) {
        if (token.isEmpty()) {
            return "";
        }
        try {
            String decoded = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (decoded.startsWith(TOKEN)) {
                return decoded.substring(TOKEN.length());
            }
        } catch (IllegalArgumentException e) {
            // Refused like any other text that is no token.
        }
        throw Refusals.invalidValue("pageToken", token, "The page token is not one that a list method returned.");
    }
}
