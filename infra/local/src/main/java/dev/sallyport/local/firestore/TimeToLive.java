package dev.sallyport.local.firestore;

import com.google.firestore.v1.Precondition;
import com.google.firestore.v1.Value;
import com.google.firestore.v1.Write;
import com.google.protobuf.Empty;
import dev.sallyport.local.state.Form;
import dev.sallyport.local.state.Keeper;
import dev.sallyport.local.state.KeptMap;
import dev.sallyport.local.time.CloudClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Deletes documents that have outlived the time in the field that their collection group has for it. Each is deleted in a
 * commit of its own, and only as it was when it was found expired; what it has below it stays. Source:
 * cloud.google.com/firestore/docs/ttl.
 */
final class TimeToLive {
    /** Google takes up to a day; who moves the clock wants to see it. */
    static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final System.Logger LOG = System.getLogger(TimeToLive.class.getName());

    private final CloudClock clock;
    private final Databases databases;
    private final KeptMap<Empty> fields = KeptMap.of(
            "firestore-ttl",
            Form.of(Empty.parser()),
            name -> FieldName.parse(name).database().project());

    private CloudClock.Scheduled next = () -> {};

    TimeToLive(CloudClock clock, Databases databases) {
        this.clock = clock;
        this.databases = databases;
    }

    /** From now on looks for expired documents, once in each interval; again, if the clock was put back. */
    synchronized void start() {
        next.cancel();
        next = clock.schedule(INTERVAL, this::deleteExpired);
    }

    Keeper keeper() {
        return fields;
    }

    /** @throws FirestoreException if the collection group has another such field already */
    synchronized void enable(FieldName field) {
        FieldPath.parse(field.field());
        for (FieldName other : fieldsBeside(field)) {
            if (!other.equals(field)) {
                throw FirestoreException.preconditionFailed("ttl_config: " + other
                        + " is the TTL field of the collection group (expected: one for each; disable it first)");
            }
        }
        fields.putIfAbsent(field.toString(), Empty.getDefaultInstance());
        start();
    }

    void disable(FieldName field) {
        fields.remove(field.toString());
    }

    boolean isEnabled(FieldName field) {
        return fields.get(field.toString()).isPresent();
    }

    /** The fields that are in force for the collection group of this one. */
    List<FieldName> fieldsBeside(FieldName field) {
        return fields.view().keySet().stream()
                .map(FieldName::parse)
                .filter(candidate -> candidate.isBeside(field))
                .toList();
    }

    private void deleteExpired() {
        try {
            fields.view().keySet().forEach(field -> deleteExpired(FieldName.parse(field)));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Expired documents could not be deleted; they stay for now", e);
        } finally {
            start();
        }
    }

    private void deleteExpired(FieldName field) {
        FieldPath path = FieldPath.parse(field.field());
        Instant now = clock.instant();
        databases.get(field.database()).all().stream()
                .filter(document -> document.name().collection().id().equals(field.group()))
                .filter(document -> path.get(document.fields())
                        .filter(value -> isOver(value, now))
                        .isPresent())
                .forEach(this::delete);
    }

    /** Anything but a timestamp means that the document does not expire. */
    private static boolean isOver(Value value, Instant now) {
        return value.hasTimestampValue()
                && !ProtoTime.instant(value.getTimestampValue()).isAfter(now);
    }

    private void delete(StoredDocument expired) {
        DatabaseName database = expired.name().database();
        Write deletion = Write.newBuilder()
                .setDelete(expired.name().toString())
                .setCurrentDocument(Precondition.newBuilder().setUpdateTime(ProtoTime.of(expired.updated())))
                .build();
        try {
            databases.get(database).commit(PendingCommit.of(List.of(deletion), database));
        } catch (FirestoreException e) {
            // It was changed meanwhile, or somebody has locked it: the next round looks at it again.
        }
    }
}
