package dev.sallyport.local.firestore;

import static dev.sallyport.local.firestore.FirestoreLab.DATABASE;
import static dev.sallyport.local.firestore.FirestoreLab.get;
import static dev.sallyport.local.firestore.FirestoreLab.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.BulkWriter;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldValue;
import com.google.cloud.firestore.Precondition;
import com.google.firestore.v1.ArrayValue;
import com.google.firestore.v1.BatchWriteRequest;
import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.CommitResponse;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.DocumentMask;
import com.google.firestore.v1.DocumentTransform;
import com.google.firestore.v1.DocumentTransform.FieldTransform;
import com.google.firestore.v1.DocumentTransform.FieldTransform.ServerValue;
import com.google.firestore.v1.MapValue;
import com.google.firestore.v1.Value;
import com.google.firestore.v1.Write;
import com.google.type.LatLng;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Preconditions, transforms and limits of writes. */
interface CommitContract {
    FirestoreLab lab();

    @Test
    default void creatingWhatExistsIsRefused() {
        DocumentReference document = lab().document();
        get(document.create(Map.of("n", 1)));

        assertThatThrownBy(() -> get(document.create(Map.of("n", 2)))).hasStackTraceContaining("ALREADY_EXISTS");
        assertThat(get(document.get()).getLong("n")).isEqualTo(1);
    }

    @Test
    default void updatingWhatDoesNotExistIsNotFound() {
        DocumentReference document = lab().document();

        assertThatThrownBy(() -> get(document.update("n", 1))).hasStackTraceContaining("NOT_FOUND");
    }

    @Test
    default void aStaleUpdateTimeIsRefused() {
        DocumentReference document = lab().document();
        Timestamp stale = get(document.set(Map.of("n", 1))).getUpdateTime();
        Timestamp current = get(document.set(Map.of("n", 2))).getUpdateTime();

        assertThatThrownBy(() -> get(document.update(Map.of("n", 3), Precondition.updatedAt(stale))))
                .hasStackTraceContaining("FAILED_PRECONDITION");
        get(document.update(Map.of("n", 4), Precondition.updatedAt(current)));

        assertThat(get(document.get()).getLong("n")).isEqualTo(4);
    }

    @Test
    default void anUpdateTimeOfAMissingDocumentIsRefused() {
        DocumentReference document = lab().document();
        Write write = Write.newBuilder()
                .setDelete(name(document))
                .setCurrentDocument(com.google.firestore.v1.Precondition.newBuilder()
                        .setUpdateTime(
                                com.google.protobuf.Timestamp.newBuilder().setSeconds(1_700_000_000)))
                .build();

        assertThat(commitCode(write)).isEqualTo(Status.Code.FAILED_PRECONDITION);
    }

    @Test
    default void theServersTimeIsTheSameInAllFields() {
        DocumentReference document = lab().document();

        get(document.set(Map.of("a", FieldValue.serverTimestamp(), "b", FieldValue.serverTimestamp())));

        DocumentSnapshot snapshot = get(document.get());
        assertThat(snapshot.getTimestamp("a")).isEqualTo(snapshot.getTimestamp("b"));
        long behind = snapshot.getUpdateTime().toSqlTimestamp().getTime()
                - snapshot.getTimestamp("a").toSqlTimestamp().getTime();
        assertThat(behind).isBetween(0L, 1_000L);
    }

    @Test
    default void incrementsAddAndSaturate() {
        DocumentReference document = lab().document();
        get(document.set(Map.of("i", 1L, "d", 1.5, "text", "x", "max", Long.MAX_VALUE - 1)));

        get(document.update(
                "i", FieldValue.increment(2),
                "d", FieldValue.increment(1),
                "text", FieldValue.increment(3),
                "max", FieldValue.increment(5),
                "new.deep", FieldValue.increment(7)));

        assertThat(get(document.get()).getData())
                .isEqualTo(Map.of("i", 3L, "d", 2.5, "text", 3L, "max", Long.MAX_VALUE, "new", Map.of("deep", 7L)));
    }

    @Test
    default void maximumAndMinimumKeepTheStoredOfTwoEquals() {
        DocumentReference document = lab().document();
        get(document.set(Map.of("n", 3L)));

        List<Value> results = transform(
                document,
                FieldTransform.newBuilder()
                        .setFieldPath("n")
                        .setMaximum(real(3.0))
                        .build(),
                FieldTransform.newBuilder()
                        .setFieldPath("n")
                        .setMaximum(real(3.5))
                        .build(),
                FieldTransform.newBuilder()
                        .setFieldPath("n")
                        .setMinimum(integer(2))
                        .build(),
                FieldTransform.newBuilder()
                        .setFieldPath("new")
                        .setMinimum(integer(9))
                        .build());

        assertThat(results).containsExactly(integer(3), real(3.5), integer(2), integer(9));
    }

    @Test
    default void arraysUniteAndLoseElementsByValue() {
        DocumentReference document = lab().document();
        get(document.set(Map.of("union", Arrays.asList(1L, null), "remove", List.of(1L, 2L, 1.0, "a"), "text", "x")));

        get(document.update(
                "union", FieldValue.arrayUnion(1.0, null, 2L, 2L),
                "remove", FieldValue.arrayRemove(1L, "b"),
                "text", FieldValue.arrayRemove(1L)));

        assertThat(get(document.get()).getData())
                .isEqualTo(Map.of("union", Arrays.asList(1L, null, 2L), "remove", List.of(2L, "a"), "text", List.of()));
    }

    @Test
    default void transformsCreateTheDocumentAndTellWhatTheyCameTo() {
        DocumentReference document = lab().document();

        List<Value> results = transform(
                document,
                FieldTransform.newBuilder()
                        .setFieldPath("n")
                        .setIncrement(integer(5))
                        .build(),
                FieldTransform.newBuilder()
                        .setFieldPath("n")
                        .setIncrement(integer(1))
                        .build(),
                FieldTransform.newBuilder()
                        .setFieldPath("list")
                        .setAppendMissingElements(ArrayValue.newBuilder().addValues(integer(1)))
                        .build(),
                FieldTransform.newBuilder()
                        .setFieldPath("at")
                        .setSetToServerValue(ServerValue.REQUEST_TIME)
                        .build());

        assertThat(results.subList(0, 2)).containsExactly(integer(5), integer(6));
        assertThat(results.get(2).hasNullValue()).isTrue();
        assertThat(results.get(3).hasTimestampValue()).isTrue();
        assertThat(get(document.get()).getLong("n")).isEqualTo(6);
    }

    @Test
    default void laterWritesOfACommitSeeEarlierOnes() {
        DocumentReference document = lab().document();

        CommitResponse response = lab().stub()
                .commit(CommitRequest.newBuilder()
                        .setDatabase(DATABASE)
                        .addWrites(update(document, "n", integer(1)))
                        .addWrites(transformOf(
                                document,
                                FieldTransform.newBuilder()
                                        .setFieldPath("n")
                                        .setIncrement(integer(1))
                                        .build()))
                        .build());

        assertThat(get(document.get()).getLong("n")).isEqualTo(2);
        assertThat(response.getWriteResults(1).getUpdateTime()).isEqualTo(response.getCommitTime());
    }

    @Test
    default void moreThan500WritesAreOneCommit() {
        DocumentReference document = lab().document();
        CommitRequest.Builder request = CommitRequest.newBuilder().setDatabase(DATABASE);
        for (int i = 0; i < 600; i++) {
            request.addWrites(update(document.getParent().document("d" + i), "n", integer(i)));
        }

        assertThat(lab().stub().commit(request.build()).getWriteResultsCount()).isEqualTo(600);
    }

    @Test
    default void bulkWritesSucceedOrFailOneByOne() {
        DocumentReference taken = lab().document();
        DocumentReference free = taken.getParent().document("free");
        get(taken.set(Map.of()));
        BulkWriter writer = lab().client().bulkWriter();

        var refused = writer.create(taken, Map.of());
        var created = writer.create(free, Map.of());
        get(writer.flush());

        assertThat(get(created).getUpdateTime()).isNotNull();
        assertThatThrownBy(() -> get(refused)).hasStackTraceContaining("already");
    }

    @Test
    default void aDocumentOfMoreThanAMebibyteIsRefused() {
        DocumentReference document = lab().document();
        Value half = text(600_000);

        assertThat(commitCode(update(document, "a", text(1_000_000)))).isEqualTo(Status.Code.OK);
        Write tooLarge = Write.newBuilder()
                .setUpdate(Document.newBuilder()
                        .setName(name(document))
                        .putFields("a", half)
                        .putFields("b", half))
                .build();
        assertThat(commitCode(tooLarge)).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    default void mapsNestTwentyDeep() {
        DocumentReference document = lab().document();

        assertThat(commitCode(update(document, "a", nested(20)))).isEqualTo(Status.Code.OK);
        assertThat(commitCode(update(document, "a", nested(21)))).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    default void anArrayInAnArrayIsRefused() {
        Value inner = Value.newBuilder()
                .setArrayValue(ArrayValue.newBuilder().addValues(integer(1)))
                .build();
        Value outer = Value.newBuilder()
                .setArrayValue(ArrayValue.newBuilder().addValues(inner))
                .build();

        assertThat(commitCode(update(lab().document(), "a", outer))).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    default void reservedAndEmptyFieldNamesAreRefused() {
        DocumentReference document = lab().document();

        assertThat(commitCode(update(document, "__a__", integer(1)))).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(commitCode(update(document, "", integer(1)))).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(commitCode(update(document, "x".repeat(1_501), integer(1)))).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    default void badNamesAreRefused() {
        DocumentReference document = lab().document();

        for (String bad : List.of("", ".", "..", "__x__", "x".repeat(1_501), "a/b")) {
            Write write = Write.newBuilder()
                    .setUpdate(Document.newBuilder().setName(name(document) + "/sub/" + bad))
                    .build();
            assertThat(commitCode(write)).as(bad).isEqualTo(Status.Code.INVALID_ARGUMENT);
        }
    }

    @Test
    default void malformedFieldPathsAreRefused() {
        DocumentReference document = lab().document();

        for (String bad : List.of("", "a..b", ".a", "a.", "a b", "`a", "1a", "``", "`a`b")) {
            Write write = update(document, "a", integer(1)).toBuilder()
                    .setUpdateMask(DocumentMask.newBuilder().addFieldPaths(bad))
                    .build();
            assertThat(commitCode(write)).as(bad).isEqualTo(Status.Code.INVALID_ARGUMENT);
        }
    }

    @Test
    default void aMaskMayNameAFieldAndOneInsideIt() {
        DocumentReference document = lab().document();
        Write write = update(document, "a", integer(1)).toBuilder()
                .setUpdateMask(DocumentMask.newBuilder().addFieldPaths("a").addFieldPaths("a.b"))
                .build();

        assertThat(commitCode(write)).isEqualTo(Status.Code.OK);
        assertThat(get(document.get()).getData()).isEqualTo(Map.of("a", 1L));
    }

    @Test
    default void twoBatchWritesToOneDocumentAreRefused() {
        Write write = update(lab().document(), "a", integer(1));

        assertThat(FirestoreLab.codeOf(() -> lab().stub()
                        .batchWrite(BatchWriteRequest.newBuilder()
                                .setDatabase(DATABASE)
                                .addWrites(write)
                                .addWrites(write)
                                .build())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    default void placesAndTimesOutOfRangeAreRefused() {
        DocumentReference document = lab().document();
        Value place = Value.newBuilder()
                .setGeoPointValue(LatLng.newBuilder().setLatitude(91))
                .build();
        Value time = Value.newBuilder()
                .setTimestampValue(com.google.protobuf.Timestamp.newBuilder().setSeconds(253_402_300_800L))
                .build();

        assertThat(commitCode(update(document, "a", place))).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(commitCode(update(document, "a", time))).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    default void aValueWithoutATypeIsRefused() {
        assertThat(commitCode(update(lab().document(), "a", Value.getDefaultInstance())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    private Status.Code commitCode(Write write) {
        try {
            lab().stub()
                    .commit(CommitRequest.newBuilder()
                            .setDatabase(DATABASE)
                            .addWrites(write)
                            .build());
            return Status.Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        }
    }

    private List<Value> transform(DocumentReference document, FieldTransform... transforms) {
        return lab().stub()
                .commit(CommitRequest.newBuilder()
                        .setDatabase(DATABASE)
                        .addWrites(transformOf(document, transforms))
                        .build())
                .getWriteResults(0)
                .getTransformResultsList();
    }

    private static Write transformOf(DocumentReference document, FieldTransform... transforms) {
        return Write.newBuilder()
                .setTransform(DocumentTransform.newBuilder()
                        .setDocument(name(document))
                        .addAllFieldTransforms(List.of(transforms)))
                .build();
    }

    private static Write update(DocumentReference document, String field, Value value) {
        return Write.newBuilder()
                .setUpdate(Document.newBuilder().setName(name(document)).putFields(field, value))
                .build();
    }

    private static Value nested(int depth) {
        Value value = integer(1);
        for (int i = 0; i < depth; i++) {
            value = Value.newBuilder()
                    .setMapValue(MapValue.newBuilder().putFields("m", value))
                    .build();
        }
        return value;
    }

    private static Value text(int length) {
        return Value.newBuilder().setStringValue("x".repeat(length)).build();
    }

    private static Value integer(long value) {
        return Value.newBuilder().setIntegerValue(value).build();
    }

    private static Value real(double value) {
        return Value.newBuilder().setDoubleValue(value).build();
    }
}
