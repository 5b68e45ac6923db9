package dev.sallyport.stages;

import com.google.api.gax.rpc.AbortedException;
import com.google.iam.v1.Binding;
import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.GetPolicyOptions;
import com.google.iam.v1.Policy;
import com.google.iam.v1.SetIamPolicyRequest;
import dev.sallyport.converge.Change;
import dev.sallyport.converge.FieldDifference;
import dev.sallyport.converge.OperationLog;
import dev.sallyport.converge.Resource;
import dev.sallyport.converge.StartedOperation;
import dev.sallyport.google.GoogleClients;
import dev.sallyport.google.GoogleFailure;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who holds roles/iap.httpsResourceAccessor on an IAP resource: exactly these principals, without condition. Bindings of
 * other roles are left as they are.
 */
final class AccessPolicy implements Resource<Policy> {
    static final String ROLE = "roles/iap.httpsResourceAccessor";
    /** The version that shows conditional bindings; written back in an older one, they would be lost. */
    private static final int WITH_CONDITIONS = 3;

    private final GoogleClients clients;
    private final String resource;
    private final List<String> principals;

    AccessPolicy(GoogleClients clients, String resource, List<String> principals) {
        this.clients = clients;
        this.resource = resource;
        this.principals = List.copyOf(principals);
    }

    @Override
    public String id() {
        return resource + ":iamPolicy";
    }

    @Override
    public Optional<Policy> observe() {
        GetIamPolicyRequest request = GetIamPolicyRequest.newBuilder()
                .setResource(resource)
                .setOptions(GetPolicyOptions.newBuilder().setRequestedPolicyVersion(WITH_CONDITIONS))
                .build();
        return Optional.of(GoogleFailure.translating(() -> clients.iap().getIamPolicy(request)));
    }

    @Override
    public Change change(Optional<Policy> observed) {
        List<Binding> there = bindingsOfRole(observed.orElse(Policy.getDefaultInstance()));
        boolean conditional = there.stream().anyMatch(Binding::hasCondition);
        Set<String> members = canonical(there.stream()
                .flatMap(binding -> binding.getMembersList().stream())
                .toList());
        if (!conditional && members.equals(canonical(principals))) {
            return new Change.None();
        }
        String from = String.join(", ", members) + (conditional ? " (some under conditions)" : "");
        String to = String.join(", ", canonical(principals));
        return new Change.Patch(List.of(new FieldDifference("bindings[" + ROLE + "].members", from, to)));
    }

    /** Nothing to wait for. If somebody else wrote the policy in between, the next look decides again. */
    @Override
    public Optional<StartedOperation> apply(Change change, Optional<Policy> observed, OperationLog log) {
        SetIamPolicyRequest request = SetIamPolicyRequest.newBuilder()
                .setResource(resource)
                .setPolicy(wanted(observed.orElseThrow()))
                .build();
        GoogleFailure.translating(() -> {
            try {
                return clients.iap().setIamPolicy(request);
            } catch (AbortedException staleEtag) {
                return observed.orElseThrow();
            }
        });
        return Optional.empty();
    }

    private Policy wanted(Policy observed) {
        return observed.toBuilder()
                .setVersion(WITH_CONDITIONS)
                .clearBindings()
                .addAllBindings(observed.getBindingsList().stream()
                        .filter(binding -> !binding.getRole().equals(ROLE))
                        .toList())
                .addBindings(Binding.newBuilder().setRole(ROLE).addAllMembers(principals))
                .build();
    }

    private static List<Binding> bindingsOfRole(Policy policy) {
        return policy.getBindingsList().stream()
                .filter(binding -> binding.getRole().equals(ROLE))
                .toList();
    }

    /** Addresses are the same whatever their case; the kind before the colon keeps its own. */
    private static Set<String> canonical(Collection<String> members) {
        return members.stream()
                .map(member -> {
                    int colon = member.indexOf(':');
                    return member.substring(0, colon + 1)
                            + member.substring(colon + 1).toLowerCase(Locale.ROOT);
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
