package dev.sallyport.local.logging;

import com.google.logging.v2.ListLogEntriesRequest;
import com.google.logging.v2.ListLogEntriesResponse;
import com.google.logging.v2.LoggingServiceV2Grpc.LoggingServiceV2ImplBase;
import com.google.protobuf.util.Timestamps;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.grpc.Unary;
import io.grpc.stub.StreamObserver;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** google.logging.v2.LoggingServiceV2: reads entries. Writing them, listing logs and tailing are absent. */
final class EntriesService extends LoggingServiceV2ImplBase {
    private static final int DEFAULT_PAGE = 50;
    private static final int LARGEST_PAGE = 1000;
    private static final Comparator<WrittenEntry> OLDEST_FIRST = Comparator.comparing(
                    (WrittenEntry entry) -> entry.entry().getTimestamp(), Timestamps.comparator())
            .thenComparing(WrittenEntry::sequence);
    private static final Map<String, Comparator<WrittenEntry>> ORDERS = Map.of(
            "",
            OLDEST_FIRST,
            "timestamp",
            OLDEST_FIRST,
            "timestamp asc",
            OLDEST_FIRST,
            "timestamp desc",
            OLDEST_FIRST.reversed());

    private final SinkNames names;
    private final EntryLog log;

    EntriesService(SinkNames names, EntryLog log) {
        this.names = names;
        this.log = log;
    }

    @Override
    public void listLogEntries(ListLogEntriesRequest request, StreamObserver<ListLogEntriesResponse> observer) {
        Unary.answer(observer, () -> list(request));
    }

    private ListLogEntriesResponse list(ListLogEntriesRequest request) {
        if (request.getResourceNamesCount() == 0) {
            throw ApiException.invalid("resource_names: empty (expected: at least one, such as projects/PROJECT)");
        }
        List<String> parents =
                request.getResourceNamesList().stream().map(names::parent).toList();
        EntryFilter filter = EntryFilter.parse(request.getFilter());
        Position position = Position.of(request.getPageToken());
        int size = request.getPageSize() == 0 ? DEFAULT_PAGE : Math.min(request.getPageSize(), LARGEST_PAGE);
        List<WrittenEntry> all = log.all();
        List<WrittenEntry> found = all.stream()
                .filter(entry -> entry.sequence() <= position.newest())
                .filter(entry -> parents.contains(entry.parent()) && filter.matches(entry.json()))
                .sorted(order(request.getOrderBy()))
                .skip(position.passed())
                .limit(size + 1L)
                .toList();
        ListLogEntriesResponse.Builder page = ListLogEntriesResponse.newBuilder();
        found.stream().limit(size).forEach(entry -> page.addEntries(entry.entry()));
        if (found.size() > size) {
            page.setNextPageToken(
                    position.after(size, all.get(all.size() - 1).sequence()).token());
        }
        return page.build();
    }

    private static Comparator<WrittenEntry> order(String asked) {
        Comparator<WrittenEntry> order = ORDERS.get(asked);
        if (order == null) {
            throw ApiException.invalid("order_by: '" + asked + "' (expected: timestamp asc or timestamp desc)");
        }
        return order;
    }

    /**
     * How far a caller has read.
     *
     * @param newest sequence of the last entry that there was at the first page: later ones would shift the pages
     */
    private record Position(int passed, long newest) {
        private static final Pattern TOKEN = Pattern.compile("(\\d{1,9})-(\\d{1,18})");

        static Position of(String token) {
            if (token.isEmpty()) {
                return new Position(0, Long.MAX_VALUE);
            }
            Matcher matcher = TOKEN.matcher(token);
            if (!matcher.matches()) {
                throw ApiException.invalid("page_token: '" + token + "' (expected: one from an earlier answer)");
            }
            return new Position(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
        }

        Position after(int more, long newestNow) {
            return new Position(passed + more, Math.min(newest, newestNow));
        }

        String token() {
            return passed + "-" + newest;
        }
    }
}
