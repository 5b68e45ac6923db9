package dev.sallyport.local.firestore;

import com.google.firestore.v1.Document;
import com.google.firestore.v1.DocumentMask;
import com.google.firestore.v1.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields that a read returns or an update touches. */
record FieldMask(List<FieldPath> paths) {
    FieldMask {
        paths = List.copyOf(paths);
    }

    static FieldMask ofRead(DocumentMask mask) {
        return new FieldMask(
                mask.getFieldPathsList().stream().map(FieldPath::parse).toList());
    }

    static FieldMask ofUpdate(DocumentMask mask) {
        return new FieldMask(
                mask.getFieldPathsList().stream().map(FieldPath::parseWritable).toList());
    }

    Document project(Document document) {
        Map<String, Value> kept = new LinkedHashMap<>();
        for (FieldPath path : paths) {
            Optional<Value> value = path.get(document.getFieldsMap());
            if (value.isPresent()) {
                kept = path.set(kept, value.get());
            }
        }
        return document.toBuilder().clearFields().putAllFields(kept).build();
    }

    /** The present fields with those of the mask as the input has them: set, or removed if it has not. */
    Map<String, Value> merge(Map<String, Value> present, Map<String, Value> input) {
        Map<String, Value> merged = present;
        for (FieldPath path : paths) {
            Optional<Value> value = path.get(input);
            merged = value.isPresent() ? path.set(merged, value.get()) : path.remove(merged);
        }
        return merged;
    }
}
