package dev.sallyport.local.compute;

import com.google.protobuf.Message;
import dev.sallyport.local.api.ApiException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a collection does beyond what all collections do. Each method has the answer of a collection without any
 * behaviour of its own; a subclass overrides the few that differ.
 */
abstract class Behaviour<M extends Message> {
    private final String collection;
    private final Class<M> type;

    Behaviour(String collection, Class<M> type) {
        this.collection = collection;
        this.type = type;
    }

    final String collection() {
        return collection;
    }

    final M cast(Message message) {
        return type.cast(message);
    }

    /** Fields that name other resources. */
    List<Reference> references() {
        return List.of();
    }

    /** Top-level fields, by proto name, that keep the value of the insert; sending another is refused. */
    Set<String> immutable() {
        return Set.of();
    }

    /** Top-level fields, by proto name, that the server alone sets; what clients send there is passed over. */
    Set<String> outputOnly() {
        return Set.of();
    }

    /** What the body of an insert stands for, where query parameters add to it. */
    M sent(Transaction transaction, Call call, M body) {
        return body;
    }

    /**
     * Checks what a client wants and fills in what it left open.
     *
     * @param wanted the whole resource as it would be, with links in full
     * @param before the resource as it is; empty for an insert
     * @throws ApiException to refuse
     */
    M complete(Transaction transaction, Link link, M wanted, Optional<M> before) {
        return wanted;
    }

    /** Does what follows an insert or update in other collections. */
    void changed(Transaction transaction, Link link, Optional<M> before, M after) {}

    /** Checks that the resource may go, and does what follows in other collections. Users have been looked for. */
    void deleted(Transaction transaction, Link link, M last) {}

    /** The resource as it is shown: with what depends on other resources or on time. */
    M shown(Transaction transaction, Link link, M stored) {
        return stored;
    }

    /** Methods beyond those that all collections have, by name. */
    Map<String, Action<M>> actions() {
        return Map.of();
    }

    /** Refuses a deletion because somebody uses the resource. */
    RuntimeException inUse(Transaction transaction, Link link, Link user) {
        return Refusals.inUse(Reference.noun(collection), link.path(), user.path());
    }

    /** Whether this collection's resources keep what they refer to by the field from being deleted. */
    boolean holds(Reference reference) {
        return true;
    }

    /** Whether a user that refers to this resource keeps it from being deleted. */
    boolean keptBy(Transaction transaction, Link user) {
        return true;
    }

    /** The operationType of an operation that one of the methods common to all collections started. */
    String operationType(MethodKind kind, Call call) {
        return switch (kind) {
            case INSERT -> "insert";
            case DELETE -> "delete";
            case PATCH -> "patch";
            case UPDATE -> "update";
            case SET_LABELS -> "setLabels";
            default -> throw new IllegalArgumentException(kind + " starts no operation");
        };
    }

    /** Whether the first answer already says DONE. */
    boolean doneAtOnce(String method) {
        return false;
    }

    /** Whether a PATCH must say which state it is based on. */
    boolean needsFingerprint(MethodKind kind, Scope scope) {
        return false;
    }

    /** Whether labels in the body of an insert count. */
    boolean takesLabelsOnInsert() {
        return true;
    }

    /** The description where none was sent; null for none. */
    String defaultDescription() {
        return null;
    }
}
