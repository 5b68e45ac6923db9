package dev.sallyport.local.firestore;

import com.google.firestore.v1.Write;
import dev.sallyport.local.usage.Usage;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Counts documents as Firestore's bill does: each that is returned or found missing is a read, a query that finds none is one
 * read, an aggregation one for each thousand entries; each write or delete that is committed counts once.
 *
 * @see <a href="https://cloud.google.com/firestore/pricing">Firestore pricing</a>
 */
record DocumentUse(Usage usage) {
    private static final String DOCUMENTS = "documents";

    /** Counts what an answer has returned, and gives it back. */
    <T> T read(T answer, ToIntFunction<T> documents) {
        usage.add(Math.max(1, documents.applyAsInt(answer)), DOCUMENTS, "read");
        return answer;
    }

    /** Counts writes that were committed, and gives the answer back. */
    <T> T written(List<Write> writes, T answer) {
        long deleted = writes.stream().filter(Write::hasDelete).count();
        count(writes.size() - deleted, "written");
        count(deleted, "deleted");
        return answer;
    }

    /** Counts one document, and gives the answer back. */
    <T> T written(T answer) {
        count(1, "written");
        return answer;
    }

    void deleted() {
        count(1, "deleted");
    }

    private void count(long documents, String how) {
        if (documents > 0) {
            usage.add(documents, DOCUMENTS, how);
        }
    }
}
