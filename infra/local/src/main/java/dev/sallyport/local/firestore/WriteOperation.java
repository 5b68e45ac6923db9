package dev.sallyport.local.firestore;

import com.google.firestore.v1.DocumentTransform.FieldTransform;
import com.google.firestore.v1.Precondition;
import com.google.firestore.v1.Value;
import com.google.firestore.v1.Write;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One write of a commit, checked for form.
 *
 * @param input the fields to store; empty to delete the document
 * @param mask the fields the input is about; without it, all
 */
record WriteOperation(
        DocumentName name,
        Optional<Map<String, Value>> input,
        Optional<FieldMask> mask,
        List<FieldTransform> transforms,
        Precondition precondition) {
    private static final int MAX_TRANSFORMS = 500;

    /** The document after the write, absent if it is deleted, and what the transforms came to. */
    record Outcome(Optional<StoredDocument> document, List<Value> transformResults) {}

    static WriteOperation of(Write write, DatabaseName database) {
        Preconditions.checkForm(write.getCurrentDocument());
        return switch (write.getOperationCase()) {
            case UPDATE ->
                update(write, DocumentName.parse(write.getUpdate().getName()).in(database));
            case DELETE -> delete(write, DocumentName.parse(write.getDelete()).in(database));
            case TRANSFORM ->
                transform(
                        write,
                        DocumentName.parse(write.getTransform().getDocument()).in(database));
            case OPERATION_NOT_SET ->
                throw FirestoreException.invalid("write: without an operation (expected: update, delete or transform)");
        };
    }

    Outcome apply(Optional<StoredDocument> present, Instant now) {
        Preconditions.check(precondition, name, present);
        return input.map(fields -> put(fields, present, now)).orElseGet(() -> new Outcome(Optional.empty(), List.of()));
    }

    private static WriteOperation update(Write write, DocumentName name) {
        checkCount(write.getUpdateTransformsList());
        return new WriteOperation(
                name,
                Optional.of(StoredValues.fields(write.getUpdate().getFieldsMap())),
                write.hasUpdateMask() ? Optional.of(FieldMask.ofUpdate(write.getUpdateMask())) : Optional.empty(),
                write.getUpdateTransformsList(),
                write.getCurrentDocument());
    }

    private static WriteOperation delete(Write write, DocumentName name) {
        return new WriteOperation(name, Optional.empty(), Optional.empty(), List.of(), write.getCurrentDocument());
    }

    private static WriteOperation transform(Write write, DocumentName name) {
        List<FieldTransform> transforms = write.getTransform().getFieldTransformsList();
        if (transforms.isEmpty()) {
            throw FirestoreException.invalid("transform: no field_transforms (expected: at least one)");
        }
        checkCount(transforms);
        FieldMask untouched = new FieldMask(List.of());
        return new WriteOperation(
                name, Optional.of(Map.of()), Optional.of(untouched), transforms, write.getCurrentDocument());
    }

    private static void checkCount(List<FieldTransform> transforms) {
        if (transforms.size() > MAX_TRANSFORMS) {
            throw FirestoreException.invalid(
                    "transforms: " + transforms.size() + " on one document (expected: at most " + MAX_TRANSFORMS + ")");
        }
    }

    private Outcome put(Map<String, Value> fields, Optional<StoredDocument> present, Instant now) {
        Map<String, Value> presentFields = present.map(StoredDocument::fields).orElse(Map.of());
        Map<String, Value> merged =
                mask.map(paths -> paths.merge(presentFields, fields)).orElse(fields);
        Transforms.Outcome transformed = Transforms.apply(merged, transforms, now);
        Map<String, Value> stored = transforms.isEmpty() ? merged : StoredValues.fields(transformed.fields());
        DocumentSize.check(name, stored);
        return new Outcome(Optional.of(version(stored, present, now)), transformed.results());
    }

    /** A write that changes nothing leaves the update time as it was. */
    private StoredDocument version(Map<String, Value> fields, Optional<StoredDocument> present, Instant now) {
        return present.filter(document -> document.fields().equals(fields))
                .orElseGet(() -> new StoredDocument(
                        name, fields, present.map(StoredDocument::created).orElse(now), now));
    }
}
