package dev.sallyport.local.firestore;

import com.google.firestore.v1.Cursor;
import com.google.firestore.v1.StructuredQuery;
import com.google.firestore.v1.Value;
import java.util.List;
import java.util.Optional;

/** The part of a query's ordered results between its cursors. */
record ResultRange(ResultOrder order, Optional<Cursor> start, Optional<Cursor> end) {
    static ResultRange of(StructuredQuery query, ResultOrder order, DatabaseName database) {
        Optional<Cursor> start = query.hasStartAt() ? Optional.of(query.getStartAt()) : Optional.empty();
        Optional<Cursor> end = query.hasEndAt() ? Optional.of(query.getEndAt()) : Optional.empty();
        start.ifPresent(cursor -> check("start_at", cursor, order, database));
        end.ifPresent(cursor -> check("end_at", cursor, order, database));
        return new ResultRange(order, start, end);
    }

    boolean contains(StoredDocument document) {
        return start.map(cursor -> isAfterStart(document, cursor)).orElse(true)
                && end.map(cursor -> isBeforeEnd(document, cursor)).orElse(true);
    }

    private boolean isAfterStart(StoredDocument document, Cursor cursor) {
        int position = order.compare(document, cursor.getValuesList());
        return cursor.getBefore() ? position >= 0 : position > 0;
    }

    private boolean isBeforeEnd(StoredDocument document, Cursor cursor) {
        int position = order.compare(document, cursor.getValuesList());
        return cursor.getBefore() ? position < 0 : position <= 0;
    }

    private static void check(String member, Cursor cursor, ResultOrder order, DatabaseName database) {
        List<Value> values = cursor.getValuesList();
        if (values.size() > order.keys().size()) {
            throw FirestoreException.invalid(member + ": " + values.size() + " values (expected: at most "
                    + order.keys().size() + ", one for each field of the order)");
        }
        for (int i = 0; i < values.size(); i++) {
            if (order.keys().get(i).field().isName()) {
                checkName(member, values.get(i), database);
            } else {
                ValueOrder.typeOf(values.get(i));
            }
        }
    }

    private static void checkName(String member, Value value, DatabaseName database) {
        if (!value.hasReferenceValue()) {
            throw FirestoreException.invalid(
                    member + ": " + value.getValueTypeCase() + " for __name__ (expected: a reference to a document)");
        }
        DocumentName.parse(value.getReferenceValue()).in(database);
    }
}
