package dev.sallyport.local.firestore;

import com.google.firestore.v1.StructuredQuery.Direction;
import com.google.firestore.v1.StructuredQuery.FieldReference;
import com.google.firestore.v1.StructuredQuery.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An order in words, such as {@code priority desc, __name__}. */
final class OrderBy {
    private static final Pattern KEY = Pattern.compile(
            "\\s*(?<field>(?:`(?:[^`\\\\]|\\\\.)*`|[^\\s,`])+)(?:\\s+(?<direction>asc|desc))?\\s*(?:,|$)",
            Pattern.CASE_INSENSITIVE);

    private OrderBy() {}

    static List<Order> parse(String text) {
        List<Order> orders = new ArrayList<>();
        Matcher matcher = KEY.matcher(text);
        int position = 0;
        while (position < text.length()) {
            if (!matcher.find(position) || matcher.start() != position) {
                throw FirestoreException.invalid(
                        "order_by: \"" + text + "\" (expected: fields, each with asc or desc, separated by commas)");
            }
            orders.add(order(matcher.group("field"), matcher.group("direction")));
            position = matcher.end();
        }
        return orders;
    }

    private static Order order(String field, String direction) {
        return Order.newBuilder()
                .setField(FieldReference.newBuilder().setFieldPath(field))
                .setDirection("desc".equalsIgnoreCase(direction) ? Direction.DESCENDING : Direction.ASCENDING)
                .build();
    }
}
