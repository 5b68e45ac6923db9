package dev.sallyport.local.firestore;

import static dev.sallyport.local.firestore.FirestoreLab.codeOf;
import static dev.sallyport.local.firestore.FirestoreLab.get;
import static dev.sallyport.local.firestore.FirestoreLab.ids;
import static dev.sallyport.local.firestore.FirestoreLab.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.Blob;
import com.google.cloud.firestore.CollectionReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldPath;
import com.google.cloud.firestore.FieldValue;
import com.google.cloud.firestore.GeoPoint;
import com.google.cloud.firestore.Query;
import com.google.cloud.firestore.Query.Direction;
import com.google.cloud.firestore.QuerySnapshot;
import com.google.firestore.v1.ArrayValue;
import com.google.firestore.v1.RunQueryResponse;
import com.google.firestore.v1.StructuredQuery;
import com.google.firestore.v1.StructuredQuery.FieldFilter.Operator;
import com.google.firestore.v1.Value;
import com.google.protobuf.Int32Value;
import io.grpc.Status;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What queries find, in which order. */
interface QueryContract {
    FirestoreLab lab();

    @Test
    default void valuesOfAllTypesHaveOneOrder() {
        CollectionReference collection = lab().collection();
        List<Object> ordered = Arrays.asList(
                null,
                false,
                true,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                Long.MIN_VALUE,
                -1.5,
                0L,
                1L,
                1.5,
                9_007_199_254_740_993L,
                Long.MAX_VALUE,
                Double.POSITIVE_INFINITY,
                Timestamp.ofTimeSecondsAndNanos(1, 0),
                Timestamp.ofTimeSecondsAndNanos(1, 1_000),
                "",
                "a",
                "a\0",
                "b",
                "\uFF5E",
                "\uD83D\uDE80",
                Blob.fromBytes(new byte[] {1}),
                Blob.fromBytes(new byte[] {(byte) 0xff}),
                collection.document("a"),
                collection.document("a").collection("a").document("a"),
                collection.document("b"),
                new GeoPoint(-1, 5),
                new GeoPoint(1, -5),
                List.of(),
                List.of(1),
                List.of(1, 2),
                List.of(2),
                FieldValue.vector(new double[] {9}),
                FieldValue.vector(new double[] {1, 2}),
                Map.of(),
                Map.of("a", 1),
                Map.of("a", 1, "b", 1),
                Map.of("a", 2),
                Map.of("b", 0));
        for (int i = 0; i < ordered.size(); i++) {
            Map<String, Object> fields = new HashMap<>();
            fields.put("v", ordered.get(i));
            put(collection, String.format("%02d", (i * 17) % ordered.size()), with(fields, "i", i));
        }

        List<Long> found = get(collection.orderBy("v").get()).getDocuments().stream()
                .map(document -> document.getLong("i"))
                .toList();

        assertThat(found).isSorted().hasSize(ordered.size());
    }

    @Test
    default void resultsComeInTheOrderAskedFor() {
        CollectionReference pairs = lab().collection();
        put(pairs, "a", Map.of("x", 1, "y", 1));
        put(pairs, "b", Map.of("x", 1, "y", 2));
        put(pairs, "c", Map.of("x", 2, "y", 0));
        put(pairs, "d", Map.of("x", 3));

        assertThat(ids(pairs.orderBy("x", Direction.DESCENDING).orderBy("y"))).containsExactly("c", "a", "b");
        assertThat(ids(pairs.orderBy("x").limit(2))).containsExactly("a", "b");
        assertThat(ids(pairs.orderBy("x", Direction.DESCENDING))).containsExactly("d", "c", "b", "a");
        assertThat(ids(pairs.orderBy("x").limitToLast(2))).containsExactly("c", "d");
    }

    @Test
    default void namesAloneAreNotScannedBackwards() {
        CollectionReference numbers = lab().numbers(1);

        assertThatThrownBy(() -> ids(numbers.orderBy(FieldPath.documentId(), Direction.DESCENDING)))
                .hasStackTraceContaining("FAILED_PRECONDITION");
    }

    @Test
    default void anInequalityOrdersByItsField() {
        CollectionReference pairs = lab().collection();
        put(pairs, "a", Map.of("x", 3));
        put(pairs, "b", Map.of("x", 2));

        assertThat(ids(pairs.whereGreaterThan("x", 0))).containsExactly("b", "a");
    }

    @Test
    default void offsetAndLimitCutTheResults() {
        CollectionReference numbers = lab().numbers(1, 2, 3, 4);

        assertThat(ids(numbers.orderBy("n").offset(1).limit(2))).containsExactly("n2", "n3");
        assertThat(ids(numbers.orderBy("n").offset(9))).isEmpty();
    }

    @Test
    default void cursorsCutTheResults() {
        CollectionReference numbers = lab().numbers(1, 2, 3, 4);
        Query byNumber = numbers.orderBy("n");

        assertThat(ids(byNumber.startAt(2))).containsExactly("n2", "n3", "n4");
        assertThat(ids(byNumber.startAfter(2))).containsExactly("n3", "n4");
        assertThat(ids(byNumber.endAt(2))).containsExactly("n1", "n2");
        assertThat(ids(byNumber.endBefore(2))).containsExactly("n1");
        assertThat(ids(numbers.orderBy("n", Direction.DESCENDING).startAt(2))).containsExactly("n2", "n1");
        DocumentSnapshot third = get(numbers.document("n3").get());
        assertThat(ids(byNumber.startAfter(third))).containsExactly("n4");
        assertThat(ids(numbers.orderBy(FieldPath.documentId()).startAt("n2").endAt("n3")))
                .containsExactly("n2", "n3");
    }

    @Test
    default void selectReturnsOnlyTheNamedFields() {
        CollectionReference collection = lab().collection();
        put(collection, "a", Map.of("x", Map.of("y", 1L, "z", 2L), "w", 3L));

        assertThat(get(collection.select("x.y").get()).getDocuments().get(0).getData())
                .isEqualTo(Map.of("x", Map.of("y", 1L)));
        assertThat(get(collection.select(FieldPath.documentId()).get())
                        .getDocuments()
                        .get(0)
                        .getData())
                .isEmpty();
    }

    @Test
    default void aQueryKeepsToItsCollection() {
        CollectionReference collection = lab().numbers(1);
        put(collection.document("n1").collection(collection.getId()), "deep", Map.of("n", 2));

        assertThat(ids(collection)).containsExactly("n1");
    }

    @Test
    default void aCollectionGroupSpansAllCollectionsOfAnId() {
        CollectionReference collection = lab().numbers(1);
        String group = collection.getId() + "-group";
        put(collection.document("n1").collection(group), "a", Map.of("n", 2));
        put(collection.document("gone").collection(group), "b", Map.of("n", 1));
        put(lab().client().collection(group), "top", Map.of("n", 3));

        assertThat(ids(lab().client().collectionGroup(group).orderBy("n"))).containsExactly("b", "a", "top");
        assertThat(ids(lab().client().collectionGroup(group).whereGreaterThan("n", 1)))
                .containsExactly("a", "top");
    }

    @Test
    default void aQueryInATransactionSeesWhatIsCommitted() {
        CollectionReference numbers = lab().numbers(1, 2);

        int found = get(lab().client().runTransaction(transaction -> {
            QuerySnapshot snapshot =
                    transaction.get(numbers.whereGreaterThan("n", 0)).get();
            transaction.set(numbers.document("n3"), Map.of("n", 3));
            return snapshot.size();
        }));

        assertThat(found).isEqualTo(2);
        assertThat(ids(numbers)).containsExactly("n1", "n2", "n3");
    }

    @Test
    default void anEmptyResultHasAReadTime() {
        assertThat(get(lab().collection().get()).getReadTime()).isNotNull();
    }

    @Test
    default void everythingUnderADocumentIsDeletedRecursively() {
        CollectionReference collection = lab().collection();
        put(collection, "a", Map.of());
        put(collection.document("a").collection("sub"), "b", Map.of());
        put(collection, "z", Map.of());

        get(lab().client().recursiveDelete(collection.document("a")));

        assertThat(ids(collection)).containsExactly("z");
        assertThat(ids(collection.document("a").collection("sub"))).isEmpty();
    }

    @Test
    default void numericIdsComeFirstByNumber() {
        CollectionReference collection = lab().collection();
        for (String id : List.of("a", "__id10__", "__id9__", "A")) {
            put(collection, id, Map.of());
        }

        assertThat(ids(collection)).containsExactly("__id9__", "__id10__", "A", "a");
    }

    @Test
    default void aLimitOfZeroFindsNothing() {
        CollectionReference collection = lab().numbers(1, 2);
        StructuredQuery.Builder query = StructuredQuery.newBuilder();
        query.addFromBuilder().setCollectionId(collection.getId());

        assertThat(lab().run(limited(query, 0)).stream().filter(RunQueryResponse::hasDocument))
                .isEmpty();
    }

    @Test
    default void faultyQueriesAreRefused() {
        StructuredQuery.Builder query = StructuredQuery.newBuilder();
        query.addFromBuilder().setCollectionId("c");
        Value ten = Value.newBuilder()
                .setArrayValue(
                        ArrayValue.newBuilder().addAllValues(Collections.nCopies(11, DocumentContract.integer(1))))
                .build();
        Map<String, StructuredQuery> faulty = new LinkedHashMap<>();
        faulty.put("negative limit", limited(query, -1));
        faulty.put("negative offset", query.clone().setOffset(-1).build());
        faulty.put("IN without a list", FilterContract.filtered(query, "a", Operator.IN, DocumentContract.integer(1)));
        faulty.put("11 excluded", FilterContract.filtered(query, "a", Operator.NOT_IN, ten));
        faulty.put("no operator", FilterContract.filtered(query, "a", Operator.OPERATOR_UNSPECIFIED, ten));
        faulty.put("bad field", FilterContract.filtered(query, "a..b", Operator.EQUAL, DocumentContract.integer(1)));
        faulty.put(
                "name with a number",
                FilterContract.filtered(query, "__name__", Operator.EQUAL, DocumentContract.integer(1)));
        faulty.put("too long a cursor", cursor(query));
        faulty.put("two orders on one field", twiceOrdered(query));

        faulty.forEach((what, structured) ->
                assertThat(codeOf(() -> lab().run(structured))).as(what).isEqualTo(Status.Code.INVALID_ARGUMENT));
    }

    private static StructuredQuery limited(StructuredQuery.Builder query, int limit) {
        return query.clone().setLimit(Int32Value.of(limit)).build();
    }

    private static StructuredQuery cursor(StructuredQuery.Builder query) {
        StructuredQuery.Builder copy = query.clone();
        copy.addOrderByBuilder().getFieldBuilder().setFieldPath("a");
        copy.getStartAtBuilder().addAllValues(Collections.nCopies(3, DocumentContract.integer(1)));
        return copy.build();
    }

    private static StructuredQuery twiceOrdered(StructuredQuery.Builder query) {
        StructuredQuery.Builder copy = query.clone();
        copy.addOrderByBuilder().getFieldBuilder().setFieldPath("a");
        copy.addOrderByBuilder().getFieldBuilder().setFieldPath("a");
        return copy.build();
    }

    private static Map<String, Object> with(Map<String, Object> fields, String name, Object value) {
        fields.put(name, value);
        return fields;
    }
}
