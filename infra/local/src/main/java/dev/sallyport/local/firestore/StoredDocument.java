package dev.sallyport.local.firestore;

import com.google.firestore.v1.Document;
import com.google.firestore.v1.Value;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One version of a document. */
record StoredDocument(DocumentName name, Map<String, Value> fields, Instant created, Instant updated) {
    StoredDocument {
        fields = Map.copyOf(fields);
    }

    /** A document as {@link #toProto} gives it. */
    static StoredDocument of(Document document) {
        return new StoredDocument(
                DocumentName.parse(document.getName()),
                document.getFieldsMap(),
                ProtoTime.instant(document.getCreateTime()),
                ProtoTime.instant(document.getUpdateTime()));
    }

    Optional<Value> get(FieldPath path) {
        return path.isName()
                ? Optional.of(
                        Value.newBuilder().setReferenceValue(name.toString()).build())
                : path.get(fields);
    }

    Document toProto() {
        return Document.newBuilder()
                .setName(name.toString())
                .putAllFields(fields)
                .setCreateTime(ProtoTime.of(created))
                .setUpdateTime(ProtoTime.of(updated))
                .build();
    }

    Document toProto(Optional<FieldMask> mask) {
        return mask.map(fields -> fields.project(toProto())).orElseGet(this::toProto);
    }
}
