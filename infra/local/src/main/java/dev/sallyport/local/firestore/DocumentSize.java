package dev.sallyport.local.firestore;

import com.google.firestore.v1.Value;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The size of a document as Google counts it. Source: cloud.google.com/firestore/docs/storage-size. */
final class DocumentSize {
    private static final int MAX_BYTES = 1_048_576;
    private static final int DOCUMENT_OVERHEAD = 32;

    private DocumentSize() {}

    static long of(StoredDocument document) {
        return of(document.name(), document.fields());
    }

    static void check(DocumentName name, Map<String, Value> fields) {
        long bytes = of(name, fields);
        if (bytes > MAX_BYTES) {
            throw FirestoreException.invalid(
                    "document: " + name + " would have " + bytes + " bytes (expected: at most " + MAX_BYTES + ")");
        }
    }

    private static long of(DocumentName name, Map<String, Value> fields) {
        return name.storedBytes() + ofFields(fields) + DOCUMENT_OVERHEAD;
    }

    private static long ofFields(Map<String, Value> fields) {
        return fields.entrySet().stream()
                .mapToLong(field -> ofString(field.getKey()) + ofValue(field.getValue()))
                .sum();
    }

    private static long ofValue(Value value) {
        return switch (value.getValueTypeCase()) {
            case NULL_VALUE, BOOLEAN_VALUE -> 1;
            case INTEGER_VALUE, DOUBLE_VALUE, TIMESTAMP_VALUE -> 8;
            case GEO_POINT_VALUE -> 16;
            case STRING_VALUE -> ofString(value.getStringValue());
            case BYTES_VALUE -> value.getBytesValue().size();
            case REFERENCE_VALUE ->
                DocumentName.parse(value.getReferenceValue()).storedBytes();
            case ARRAY_VALUE ->
                value.getArrayValue().getValuesList().stream()
                        .mapToLong(DocumentSize::ofValue)
                        .sum();
            case MAP_VALUE -> ofFields(value.getMapValue().getFieldsMap());
            default -> 0;
        };
    }

    private static long ofString(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length + 1L;
    }
}
