package dev.sallyport.local.firestore;

import java.util.Optional;

/** What a commit did, or would do, to one document. */
record Change(DocumentName name, Optional<StoredDocument> before, Optional<StoredDocument> after) {
    boolean isEffective() {
        return !before.equals(after);
    }
}
