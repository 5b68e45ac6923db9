package dev.sallyport.local.firestore;

import com.google.firestore.v1.StructuredQuery.Direction;
import com.google.firestore.v1.StructuredQuery.Order;
import com.google.firestore.v1.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The order of a query's results: what it asks for, then the fields of its inequalities, then the name. A document that
 * lacks one of these fields is no result.
 */
record ResultOrder(List<Key> keys) implements Comparator<StoredDocument> {
    record Key(FieldPath field, boolean descending) {}

    ResultOrder {
        keys = List.copyOf(keys);
    }

    static ResultOrder of(List<Order> asked, Filter filter) {
        List<Key> keys = new ArrayList<>();
        asked.forEach(order -> add(keys, FieldPath.parse(order.getField().getFieldPath()), isDescending(order)));
        filter.inequalities().sorted().forEach(field -> addIfMissing(keys, field));
        addIfMissing(keys, FieldPath.NAME);
        return new ResultOrder(keys);
    }

    boolean isByNameDescending() {
        return keys.size() == 1
                && keys.get(0).descending()
                && keys.get(0).field().isName();
    }

    boolean covers(StoredDocument document) {
        return keys.stream().allMatch(key -> document.get(key.field()).isPresent());
    }

    @Override
    public int compare(StoredDocument left, StoredDocument right) {
        return compare(keys.size(), i -> value(left, i), i -> value(right, i));
    }

    /** Compares a document with a position that is given by values for the first keys. */
    int compare(StoredDocument document, List<Value> position) {
        return compare(position.size(), i -> value(document, i), position::get);
    }

    private int compare(int depth, Function<Integer, Value> left, Function<Integer, Value> right) {
        for (int i = 0; i < depth; i++) {
            int order = ValueOrder.INSTANCE.compare(left.apply(i), right.apply(i));
            if (order != 0) {
                return keys.get(i).descending() ? -order : order;
            }
        }
        return 0;
    }

    private Value value(StoredDocument document, int key) {
        return document.get(keys.get(key).field()).orElseThrow();
    }

    private static void add(List<Key> keys, FieldPath field, boolean descending) {
        if (keys.stream().anyMatch(key -> key.field().equals(field))) {
            throw FirestoreException.invalid("order_by: " + field + " twice (expected: each field once)");
        }
        keys.add(new Key(field, descending));
    }

    private static void addIfMissing(List<Key> keys, FieldPath field) {
        boolean descending = !keys.isEmpty() && keys.get(keys.size() - 1).descending();
        if (keys.stream().noneMatch(key -> key.field().equals(field))) {
            keys.add(new Key(field, descending));
        }
    }

    private static boolean isDescending(Order order) {
        return order.getDirection() == Direction.DESCENDING;
    }
}
