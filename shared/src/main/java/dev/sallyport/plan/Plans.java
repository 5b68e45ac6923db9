package dev.sallyport.plan;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.CollectionReference;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.QuerySnapshot;
import dev.sallyport.deployment.FirestoreCalls;
import dev.sallyport.failure.Poison;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Plans that were made, in Firestore: {@code deployments/{name}/plans/{key of the request}}. The fields {@code kind},
 * {@code verdict}, {@code generation}, {@code digest}, {@code by}, {@code at} and {@code expires} are for queries and TTL
 * policies; {@code plan} is all of it as JSON. Methods throw {@link dev.sallyport.failure.Retryable} where the database
 * cannot be reached.
 */
public final class Plans {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final Firestore firestore;
    private final FirestoreCalls calls;
    private final Duration retention;

    /**
     * @param patience how long the database may take to answer
     * @param retention how long after it was made a TTL policy may delete a plan
     */
    public Plans(Firestore firestore, Duration patience, Duration retention) {
        this.firestore = firestore;
        this.retention = retention;
        calls = new FirestoreCalls(patience);
    }

    /**
     * Keeps a plan, or one made again in its place.
     *
     * @param key of the request that asked for it
     */
    public void keep(String key, Plan plan) {
        calls.await(
                "keeping a plan of " + plan.deployment(),
                reference(plan.deployment(), key).set(fields(plan)));
    }

    /**
     * @throws dev.sallyport.failure.Poison if the document is damaged
     */
    public Optional<Plan> find(String deployment, String key) {
        DocumentSnapshot snapshot = calls.await(
                "reading a plan of " + deployment, reference(deployment, key).get());
        return snapshot.exists() ? Optional.of(read(snapshot)) : Optional.empty();
    }

    /** A plan that had this digest, if one is still kept. */
    public Optional<Plan> withDigest(String deployment, String digest) {
        QuerySnapshot found = calls.await(
                "looking for a plan of " + deployment,
                plans(deployment).whereEqualTo("digest", digest).limit(1).get());
        return found.getDocuments().stream().findFirst().map(Plans::read);
    }

    private static Plan read(DocumentSnapshot snapshot) {
        if (snapshot.get("plan") instanceof String json) {
            return PlanReader.read(json);
        }
        throw new Poison(
                "the document cannot be understood: " + snapshot.getReference().getPath() + ".plan is no string");
    }

    private Map<String, Object> fields(Plan plan) {
        return Map.of(
                "kind", plan.kind().name(),
                "verdict", plan.verdict().name(),
                "generation", plan.generation(),
                "digest", plan.digest(),
                "by", plan.by(),
                "at", timestamp(plan.at()),
                "expires", timestamp(plan.at().plus(retention)),
                "plan", PlanJson.write(plan).toString());
    }

    private DocumentReference reference(String deployment, String key) {
        return plans(deployment).document(id(key));
    }

    private CollectionReference plans(String deployment) {
        return firestore.collection("deployments").document(deployment).collection("plans");
    }

    /** Request ids may be what Firestore does not take for a document's. */
    private static String id(String key) {
        return ID.matcher(key).matches() && !key.startsWith("__")
                ? key
                : UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.ofTimeSecondsAndNanos(instant.getEpochSecond(), instant.getNano());
    }
}
