package dev.sallyport.local.firestore;

import com.google.firestore.v1.Precondition;
import java.time.Instant;
import java.util.Optional;

/** What a write asks of the document it goes to, checked against the present one. */
final class Preconditions {
    private Preconditions() {}

    static void checkForm(Precondition precondition) {
        if (precondition.hasUpdateTime() && !ProtoTime.isMicroAligned(precondition.getUpdateTime())) {
            throw FirestoreException.invalid("current_document.update_time: "
                    + ProtoTime.instant(precondition.getUpdateTime()) + " (expected: whole microseconds)");
        }
    }

    static void check(Precondition precondition, DocumentName name, Optional<StoredDocument> present) {
        switch (precondition.getConditionTypeCase()) {
            case EXISTS -> checkExists(precondition.getExists(), name, present);
            case UPDATE_TIME -> checkUpdateTime(ProtoTime.instant(precondition.getUpdateTime()), name, present);
            case CONDITIONTYPE_NOT_SET -> {}
        }
    }

    private static void checkExists(boolean expected, DocumentName name, Optional<StoredDocument> present) {
        if (expected && present.isEmpty()) {
            throw FirestoreException.noSuchDocument(name);
        }
        if (!expected && present.isPresent()) {
            throw FirestoreException.documentExists(name);
        }
    }

    private static void checkUpdateTime(Instant expected, DocumentName name, Optional<StoredDocument> present) {
        Optional<Instant> updated = present.map(StoredDocument::updated);
        if (!updated.equals(Optional.of(expected))) {
            String found = updated.map(time -> "was last updated at " + time).orElse("does not exist");
            throw FirestoreException.preconditionFailed(
                    "The document " + name + " " + found + " (expected: last updated at " + expected + ")");
        }
    }
}
