package dev.sallyport.local.orgpolicy;

import com.google.cloud.orgpolicy.v2.CreatePolicyRequest;
import com.google.cloud.orgpolicy.v2.DeletePolicyRequest;
import com.google.cloud.orgpolicy.v2.GetEffectivePolicyRequest;
import com.google.cloud.orgpolicy.v2.GetPolicyRequest;
import com.google.cloud.orgpolicy.v2.ListConstraintsRequest;
import com.google.cloud.orgpolicy.v2.ListConstraintsResponse;
import com.google.cloud.orgpolicy.v2.ListPoliciesRequest;
import com.google.cloud.orgpolicy.v2.ListPoliciesResponse;
import com.google.cloud.orgpolicy.v2.OrgPolicyGrpc.OrgPolicyImplBase;
import com.google.cloud.orgpolicy.v2.Policy;
import com.google.cloud.orgpolicy.v2.PolicySpec;
import com.google.cloud.orgpolicy.v2.UpdatePolicyRequest;
import com.google.protobuf.Empty;
import com.google.protobuf.util.Timestamps;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.grpc.Unary;
import dev.sallyport.local.projects.Projects;
import dev.sallyport.local.state.Form;
import dev.sallyport.local.state.Keeper;
import dev.sallyport.local.state.KeptMap;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/**
 * google.cloud.orgpolicy.v2.OrgPolicy: policies of projects and the organisation, and what comes of both. They are kept
 * and shown, and nothing in the local cloud heeds them.
 */
public final class OrganizationPolicyService extends OrgPolicyImplBase {
    private final InstantSource clock;
    private final Projects projects;
    private final KeptMap<Policy> policies;

    public OrganizationPolicyService(InstantSource clock, Projects projects) {
        this.clock = clock;
        this.projects = projects;
        this.policies = KeptMap.of("org-policies", Form.of(Policy.parser()), projects::idOf);
    }

    /** Keeps the policies. */
    public Keeper keeper() {
        return policies;
    }

    @Override
    public void listConstraints(ListConstraintsRequest request, StreamObserver<ListConstraintsResponse> observer) {
        Unary.answer(observer, () -> {
            String parent = PolicyName.parent(request.getParent(), projects);
            return ListConstraintsResponse.newBuilder()
                    .addAllConstraints(Arrays.stream(KnownConstraint.values())
                            .map(constraint -> constraint.shown(parent))
                            .toList())
                    .build();
        });
    }

    @Override
    public void listPolicies(ListPoliciesRequest request, StreamObserver<ListPoliciesResponse> observer) {
        Unary.answer(observer, () -> {
            String prefix = PolicyName.parent(request.getParent(), projects) + "/";
            List<Policy> found = policies.view().tailMap(prefix).values().stream()
                    .takeWhile(policy -> policy.getName().startsWith(prefix))
                    .toList();
            return ListPoliciesResponse.newBuilder().addAllPolicies(found).build();
        });
    }

    @Override
    public void getPolicy(GetPolicyRequest request, StreamObserver<Policy> observer) {
        Unary.answer(observer, () -> existing(PolicyName.parse(request.getName(), projects)));
    }

    @Override
    public void getEffectivePolicy(GetEffectivePolicyRequest request, StreamObserver<Policy> observer) {
        Unary.answer(observer, () -> {
            PolicyName name = PolicyName.parse(request.getName(), projects);
            List<Policy> set = name.lineage(projects)
                    .flatMap(level -> policies.get(level.toString()).stream())
                    .toList();
            return Policy.newBuilder()
                    .setName(name.toString())
                    .setSpec(PolicySpec.newBuilder().addAllRules(EffectivePolicy.rules(name.constraint(), set)))
                    .build();
        });
    }

    @Override
    public void createPolicy(CreatePolicyRequest request, StreamObserver<Policy> observer) {
        Unary.answer(observer, () -> {
            PolicyName name = PolicyName.parse(request.getPolicy().getName(), projects);
            if (!name.parent().equals(PolicyName.parent(request.getParent(), projects))) {
                throw ApiException.invalid(
                        "policy.name: '" + request.getPolicy().getName()
                                + "' (expected: one that begins with the parent, " + request.getParent() + ")");
            }
            Policy policy = checked(name, request.getPolicy().getSpec());
            if (!policies.putIfAbsent(name.toString(), policy)) {
                throw ApiException.alreadyExists("Requested entity already exists");
            }
            return policy;
        });
    }

    /** Without regard to the mask, of which Google takes {@code *} and the specs only. */
    @Override
    public void updatePolicy(UpdatePolicyRequest request, StreamObserver<Policy> observer) {
        Unary.answer(observer, () -> {
            PolicyName name = PolicyName.parse(request.getPolicy().getName(), projects);
            requireEtag(existing(name), request.getPolicy().getSpec().getEtag());
            Policy policy = checked(name, request.getPolicy().getSpec());
            policies.put(name.toString(), policy);
            return policy;
        });
    }

    @Override
    public void deletePolicy(DeletePolicyRequest request, StreamObserver<Empty> observer) {
        Unary.answer(observer, () -> {
            PolicyName name = PolicyName.parse(request.getName(), projects);
            requireEtag(existing(name), request.getEtag());
            policies.remove(name.toString());
            return Empty.getDefaultInstance();
        });
    }

    private Policy existing(PolicyName name) {
        return policies.get(name.toString())
                .orElseThrow(() -> ApiException.notFound("Requested entity was not found."));
    }

    private static void requireEtag(Policy current, String sent) {
        if (!sent.isEmpty() && !sent.equals(current.getSpec().getEtag())) {
            throw ApiException.aborted("The etag '" + sent + "' is not the current one; read the policy again.");
        }
    }

    private Policy checked(PolicyName name, PolicySpec spec) {
        spec.getRulesList().stream()
                .filter(rule -> !name.constraint().takes(rule))
                .findFirst()
                .ifPresent(rule -> {
                    throw ApiException.invalid("policy.spec.rules: " + rule.getKindCase() + " (expected: "
                            + (name.constraint().isList() ? "values, allowAll or denyAll" : "enforce") + " for "
                            + name.constraint().id() + ")");
                });
        PolicySpec bare = spec.toBuilder().clearEtag().clearUpdateTime().build();
        PolicySpec kept = bare.toBuilder()
                .setEtag(Integer.toHexString(bare.hashCode()) + Long.toHexString(clock.millis()))
                .setUpdateTime(Timestamps.fromMillis(clock.millis()))
                .build();
        return Policy.newBuilder()
                .setName(name.toString())
                .setSpec(kept)
                .setEtag(kept.getEtag())
                .build();
    }
}
