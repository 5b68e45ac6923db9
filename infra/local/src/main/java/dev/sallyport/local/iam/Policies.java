package dev.sallyport.local.iam;

import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.Policy;
import com.google.iam.v1.SetIamPolicyRequest;
import com.google.iam.v1.TestIamPermissionsRequest;
import com.google.iam.v1.TestIamPermissionsResponse;
import com.google.protobuf.ByteString;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.state.Keeper;
import dev.sallyport.local.state.KeptMap;
import dev.sallyport.local.state.StateRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The IAM policies of one kind of resource, by canonical resource name. Rules are those of google/iam/v1/policy.proto
 * and google/iam/v1/iam_policy.proto.
 */
public final class Policies {
    /** What Google Cloud answers for a policy nobody has set. */
    private static final ByteString ETAG_OF_NONE = ByteString.copyFrom(new byte[] {0, 0x20, 1});

    private final InstantSource clock;
    private final PolicyRules rules;
    private final KeptMap<StoredPolicy> stored;
    private long lastEtag;

    /** @param roles which roles may be bound on these resources */
    public Policies(InstantSource clock, Predicate<String> roles) {
        this(clock, roles, "policies", resource -> StateRecord.CLOUD);
    }

    /**
     * @param name what they are kept as
     * @param projectOf the project that a resource belongs to, by its canonical name
     */
    public Policies(InstantSource clock, Predicate<String> roles, String name, UnaryOperator<String> projectOf) {
        this.clock = clock;
        this.rules = new PolicyRules(roles);
        this.stored = KeptMap.of(name, StoredPolicy.FORM, projectOf);
    }

    /** Keeps the policies. */
    public Keeper keeper() {
        return stored;
    }

    /** @throws ApiException INVALID_ARGUMENT if the request asks for a version there is not */
    public Policy get(String resource, GetIamPolicyRequest request) {
        int version = request.getOptions().getRequestedPolicyVersion();
        PolicyRules.checkVersion("options.requestedPolicyVersion", version);
        Policy policy = current(resource);
        return version >= PolicyRules.CONDITIONAL ? policy : WithoutConditions.of(policy);
    }

    /**
     * Replaces the policy, or of it what the request's mask names.
     *
     * @throws ApiException INVALID_ARGUMENT for a faulty policy, ABORTED if its etag is not the current one
     */
    public synchronized Policy set(String resource, SetIamPolicyRequest request) {
        Policy now = current(resource);
        Policy wanted = rules.normalised(request.getPolicy());
        if (!wanted.getEtag().isEmpty()) {
            checkEtag(now, wanted);
            PolicyRules.checkKeepsConditions(now, request.getPolicy());
        }
        Policy next = PolicyMask.of(request.getUpdateMask()).apply(now, wanted).toBuilder()
                .setEtag(nextEtag())
                .build();
        stored.put(resource, StoredPolicy.of(next));
        return next;
    }

    /**
     * The permissions asked about, all of which the caller holds: whoever reaches the local cloud is its owner.
     *
     * @throws ApiException INVALID_ARGUMENT for wildcards, as IAM refuses them
     */
    public TestIamPermissionsResponse test(TestIamPermissionsRequest request) {
        for (String permission : request.getPermissionsList()) {
            if (permission.contains("*")) {
                throw ApiException.invalid(
                        "Permission " + permission + " is not valid: wildcards are not allowed, name each permission");
            }
        }
        return TestIamPermissionsResponse.newBuilder()
                .addAllPermissions(request.getPermissionsList())
                .build();
    }

    /** Whether the resource's own policy grants the role, conditions met. */
    public boolean grants(String resource, String role, AccessRequest request) {
        return stored.get(resource)
                .filter(policy -> policy.grants(role, request))
                .isPresent();
    }

    /** Forgets the policy of a resource that is gone. */
    public void remove(String resource) {
        stored.remove(resource);
    }

    private Policy current(String resource) {
        Optional<StoredPolicy> policy = stored.get(resource);
        return policy.map(StoredPolicy::policy)
                .orElseGet(() -> Policy.newBuilder().setEtag(ETAG_OF_NONE).build());
    }

    private static void checkEtag(Policy now, Policy wanted) {
        if (!now.getEtag().equals(wanted.getEtag())) {
            throw ApiException.aborted("There were concurrent policy changes. The etag is not that of the current"
                    + " policy: read the policy again, change it and set it with the etag just read.");
        }
    }

    /** Eight bytes like Google's own: the moment in microseconds behind a tag; never the same twice. */
    private ByteString nextEtag() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        lastEtag = Math.max(lastEtag + 1, micros);
        return ByteString.copyFrom(
                ByteBuffer.allocate(Long.BYTES).putLong(7L << 56 | lastEtag).array());
    }
}
