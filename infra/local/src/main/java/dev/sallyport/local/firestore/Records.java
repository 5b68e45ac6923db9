package dev.sallyport.local.firestore;

import com.google.firestore.v1.Document;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.sallyport.local.state.StateRecord;

/** How documents are filed: each under its path, as the message that a read gives. */
final class Records {
    private Records() {}

    static dev.sallyport.local.state.Change of(Change change) {
        return change.after()
                .<dev.sallyport.local.state.Change>map(
                        document -> new dev.sallyport.local.state.Change.Put(of(document)))
                .orElseGet(() -> removal(change.name()));
    }

    static StateRecord of(StoredDocument document) {
        DocumentName name = document.name();
        return StateRecord.of(
                name.database().project(), key(name), document.toProto().toByteString());
    }

    static dev.sallyport.local.state.Change removal(DocumentName name) {
        return new dev.sallyport.local.state.Change.Remove(name.database().project(), key(name));
    }

    static StoredDocument document(StateRecord record) {
        try {
            return StoredDocument.of(Document.parseFrom(record.value()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(
                    "firestore record " + record.project() + " " + record.key() + ": not a document", e);
        }
    }

    private static String key(DocumentName name) {
        return "databases/" + name.database().database() + "/documents/" + String.join("/", name.segments());
    }
}
