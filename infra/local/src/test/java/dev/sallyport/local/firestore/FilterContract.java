package dev.sallyport.local.firestore;

import static dev.sallyport.local.firestore.FirestoreLab.get;
import static dev.sallyport.local.firestore.FirestoreLab.ids;
import static dev.sallyport.local.firestore.FirestoreLab.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.firestore.CollectionReference;
import com.google.cloud.firestore.FieldPath;
import com.google.cloud.firestore.Filter;
import com.google.cloud.firestore.Query;
import com.google.firestore.v1.ArrayValue;
import com.google.firestore.v1.RunQueryResponse;
import com.google.firestore.v1.StructuredQuery;
import com.google.firestore.v1.StructuredQuery.FieldFilter.Operator;
import com.google.firestore.v1.Value;
import com.google.protobuf.NullValue;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which documents the filters of a query let through. */
interface FilterContract {
    FirestoreLab lab();

    @Test
    default void comparisonsFindWhatTheySay() {
        CollectionReference numbers = lab().numbers(1, 2, 3, 4);

        assertThat(ids(numbers.whereEqualTo("n", 2))).containsExactly("n2");
        assertThat(ids(numbers.whereNotEqualTo("n", 2))).containsExactly("n1", "n3", "n4");
        assertThat(ids(numbers.whereLessThan("n", 3))).containsExactly("n1", "n2");
        assertThat(ids(numbers.whereLessThanOrEqualTo("n", 3))).containsExactly("n1", "n2", "n3");
        assertThat(ids(numbers.whereGreaterThan("n", 3))).containsExactly("n4");
        assertThat(ids(numbers.whereGreaterThanOrEqualTo("n", 3))).containsExactly("n3", "n4");
        assertThat(ids(numbers.whereIn("n", List.of(4, 1, 9)))).containsExactly("n1", "n4");
        assertThat(ids(numbers.whereNotIn("n", List.of(4, 1, 9)))).containsExactly("n2", "n3");
    }

    @Test
    default void arraysAreSearched() {
        CollectionReference lists = lab().collection();
        put(lists, "a", Map.of("l", List.of(1, 2)));
        put(lists, "b", Map.of("l", List.of(2.0, 3)));
        put(lists, "c", Map.of("l", 2));

        assertThat(ids(lists.whereArrayContains("l", 2))).containsExactly("a", "b");
        assertThat(ids(lists.whereArrayContainsAny("l", List.of(1, 3)))).containsExactly("a", "b");
        assertThat(ids(lists.whereArrayContainsAny("l", List.of(3, 4)))).containsExactly("b");
    }

    @Test
    default void andAndOrCombine() {
        CollectionReference pairs = lab().collection();
        put(pairs, "a", Map.of("x", 1, "y", 1));
        put(pairs, "b", Map.of("x", 1, "y", 2));
        put(pairs, "c", Map.of("x", 2, "y", 2));

        assertThat(ids(pairs.whereEqualTo("x", 1).whereEqualTo("y", 2))).containsExactly("b");
        assertThat(ids(pairs.where(Filter.or(Filter.equalTo("y", 1), Filter.equalTo("x", 2)))))
                .containsExactly("a", "c");
        assertThat(ids(pairs.where(
                        Filter.and(Filter.equalTo("y", 2), Filter.or(Filter.equalTo("x", 1), Filter.equalTo("x", 2))))))
                .containsExactly("b", "c");
    }

    @Test
    default void nullAndNotANumberAreFoundByName() {
        CollectionReference odd = lab().collection();
        put(odd, "nan", Map.of("v", Double.NaN));
        put(odd, "null", Collections.singletonMap("v", null));
        put(odd, "one", Map.of("v", 1));
        put(odd, "without", Map.of());

        assertThat(ids(odd.whereEqualTo("v", null))).containsExactly("null");
        assertThat(ids(odd.whereNotEqualTo("v", null))).containsExactly("nan", "one");
        assertThat(ids(odd.whereEqualTo("v", Double.NaN))).containsExactly("nan");
        assertThat(ids(odd.whereNotEqualTo("v", Double.NaN))).containsExactly("one");
        assertThat(ids(odd.whereNotEqualTo("v", 2))).containsExactly("nan", "one");
        assertThat(ids(odd.whereNotIn("v", List.of(1)))).containsExactly("nan");
        assertThat(ids(odd.whereLessThan("v", 2))).containsExactly("one");
    }

    @Test
    default void nullInAListFindsNothing() {
        CollectionReference odd = lab().collection();
        put(odd, "null", Collections.singletonMap("v", null));
        put(odd, "one", Map.of("v", 1));

        assertThat(ids(odd.whereNotIn("v", Arrays.asList(2, null)))).isEmpty();
    }

    @Test
    default void inequalitiesFindOnlyTheirOwnType() {
        CollectionReference mixed = lab().collection();
        put(mixed, "number", Map.of("v", 5));
        put(mixed, "text", Map.of("v", "5"));
        put(mixed, "true", Map.of("v", true));

        assertThat(ids(mixed.whereGreaterThan("v", 1))).containsExactly("number");
        assertThat(ids(mixed.whereLessThanOrEqualTo("v", "z"))).containsExactly("text");
    }

    @Test
    default void anInequalityInAnAlternativeRequiresItsFieldEverywhere() {
        CollectionReference pairs = lab().collection();
        put(pairs, "a", Map.of("x", 3));
        put(pairs, "b", Map.of("y", 1));
        put(pairs, "c", Map.of("x", 0, "y", 1));

        assertThat(ids(pairs.where(Filter.or(Filter.greaterThan("x", 2), Filter.equalTo("y", 1)))))
                .containsExactly("c", "a");
    }

    @Test
    default void documentsAreFoundByTheirId() {
        CollectionReference numbers = lab().numbers(1, 2, 3);

        assertThat(ids(numbers.whereEqualTo(FieldPath.documentId(), "n2"))).containsExactly("n2");
        assertThat(ids(numbers.whereGreaterThan(FieldPath.documentId(), "n1"))).containsExactly("n2", "n3");
        assertThat(ids(numbers.whereIn(FieldPath.documentId(), List.of("n3", "n1", "n9"))))
                .containsExactly("n1", "n3");
    }

    @Test
    default void nullIsFoundOnlyByTheFilterMadeForIt() {
        CollectionReference odd = lab().collection();
        put(odd, "null", Collections.singletonMap("v", null));
        put(odd, "array", Map.of("v", Arrays.asList(1, null)));

        Value nothing = Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build();
        Value list = Value.newBuilder()
                .setArrayValue(ArrayValue.newBuilder().addValues(nothing))
                .build();
        StructuredQuery.Builder query = StructuredQuery.newBuilder();
        query.addFromBuilder().setCollectionId(odd.getId());

        for (Operator operator :
                List.of(Operator.EQUAL, Operator.NOT_EQUAL, Operator.LESS_THAN_OR_EQUAL, Operator.ARRAY_CONTAINS)) {
            assertThat(found(filtered(query, "v", operator, nothing)))
                    .as("%s", operator)
                    .isEmpty();
        }
        for (Operator operator : List.of(Operator.IN, Operator.NOT_IN, Operator.ARRAY_CONTAINS_ANY)) {
            assertThat(found(filtered(query, "v", operator, list)))
                    .as("%s", operator)
                    .isEmpty();
        }
    }

    @Test
    default void moreThanThirtyAlternativesAreRefused() {
        CollectionReference collection = lab().collection();
        Query query = collection
                .whereIn("a", List.of(1, 2, 3, 4, 5, 6))
                .whereArrayContainsAny("b", List.of(1, 2, 3, 4, 5, 6));

        assertThatThrownBy(() -> get(query.get())).hasStackTraceContaining("INVALID_ARGUMENT");
    }

    private List<String> found(StructuredQuery query) {
        return lab().run(query).stream()
                .filter(RunQueryResponse::hasDocument)
                .map(response -> response.getDocument().getName())
                .map(name -> name.substring(name.lastIndexOf('/') + 1))
                .toList();
    }

    static StructuredQuery filtered(StructuredQuery.Builder query, String field, Operator op, Value value) {
        StructuredQuery.Builder copy = query.clone();
        copy.getWhereBuilder()
                .getFieldFilterBuilder()
                .setOp(op)
                .setValue(value)
                .getFieldBuilder()
                .setFieldPath(field);
        return copy.build();
    }
}
