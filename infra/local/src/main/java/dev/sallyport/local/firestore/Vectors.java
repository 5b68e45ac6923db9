package dev.sallyport.local.firestore;

import com.google.firestore.v1.Value;
import java.util.List;

/** Vector embeddings, which travel as a map with the reserved member {@code __type__}. */
final class Vectors {
    static final String TYPE_FIELD = "__type__";

    private static final String TYPE = "__vector__";
    private static final String ELEMENTS = "value";

    private Vectors() {}

    static boolean isVector(Value value) {
        return value.hasMapValue()
                && TYPE.equals(value.getMapValue()
                        .getFieldsOrDefault(TYPE_FIELD, Value.getDefaultInstance())
                        .getStringValue());
    }

    static List<Value> elements(Value vector) {
        return vector.getMapValue()
                .getFieldsOrDefault(ELEMENTS, Value.getDefaultInstance())
                .getArrayValue()
                .getValuesList();
    }
}
